import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createWebhookReceiver,
  type RegistryWebhookKind,
  type WebhookRequest,
  type WebhookSecrets,
} from '../../src/index.ts';

/** Deliveries that were seen in the wild or are in the senders' documentation; beside the project, where they are. */
const payloads = join(import.meta.dirname, '../../../../../shared/facts/payloads');

/** What a file must give: `registry/repository`, tag or digest, and the action; or another result. */
type Expected = readonly string[] | 'ignore' | 'ping' | 'refuse';

const harbor = 'sha256:8a9e9863dbb6e10edb5adfe917c00da84e1700fa76e7ed02476aa6e6fb8ee0d8';
const acr = 'sha256:80f0d5c8786bb9e621a45ece0db56d11cdc624ad20da9fe62e9d25490f331d7d';
const jfrog = 'sha256:35c4a2c15539c6c1e4e5fa4e554dac323ad0107d8eb5c582d6ff386b383b7dce';
const gar = 'sha256:6ec128e26cd5fd1a27b6a2aa8f2b5a0f0e4a5b5a6f7b8c9d0e1f2a3b4c5d6e7f';
const garImage = 'us-east1-docker.pkg.dev/my-project/my-repo/hello-world';
const zot = `sha256:${'cd'.repeat(32)}`;
const ghcr = [
  'push ghcr.io/codertocat/hello-world:v1.2.3@sha256:3da1996a8115d7616457760d9920b815241d0a03b34cf5f04e9a0e9d8de37498',
];
const distribution = 'registry.example.com:5000/library/test';
const distributionDigest = 'sha256:d89e1bee20d9cb344674e213b581f14fbd8e70274ecf9d10c514bab78a307845';
const gitlabDigest = 'sha256:4afff550708506c5b8b7384ad10d401a02b29ed587cb2730cb02753095b5178d';
const quay = ['push quay.io/devtable/simple:latest', 'push quay.io/devtable/simple:foo'];

const expected: Readonly<Record<string, readonly [RegistryWebhookKind, Expected]>> = {
  'acr-chart_push.json': ['acr', 'ignore'],
  'acr-delete.json': ['acr', [`delete myregistry.azurecr.io/hello-world@${acr}`]],
  'acr-ping.json': ['acr', 'ping'],
  'acr-push-digestonly.json': ['acr', 'ignore'],
  'acr-push.json': ['acr', [`push myregistry.azurecr.io/hello-world:v1@${acr}`]],
  'aliyun-acr-push.json': [
    'aliyun',
    [
      'push namespace/repotest:latest@sha256:457f4aa83fc9a6663ab9d1b0a6e2dce25a12a943ed5bf2c1747c58d48bbb4917',
    ],
  ],
  'artifactory-docker-deleted.json': [
    'artifactory',
    [`delete example.jfrog.io/docker-local/team/app:1.2.3@${jfrog}`],
  ],
  'artifactory-docker-promoted.json': [
    'artifactory',
    [`push example.jfrog.io/docker-local/team/app:1.2.3@${jfrog}`],
  ],
  'artifactory-docker-pushed-single.json': [
    'artifactory',
    [`push example.jfrog.io/docker-local/team/app:1.2.3@${jfrog}`],
  ],
  'artifactory-docker-pushed.json': [
    'artifactory',
    [`push example.jfrog.io/docker-remote-cache/library/ubuntu:latest@${jfrog}`],
  ],
  'distribution-delete-manifest.json': ['distribution', [`delete ${distribution}@${distributionDigest}`]],
  'distribution-delete-repo.json': ['distribution', [`delete ${distribution}`]],
  'distribution-delete-tag.json': ['distribution', [`delete ${distribution}:v1`]],
  'distribution-envelope-multi.json': ['distribution', 'ignore'],
  'distribution-mount.json': ['distribution', 'ignore'],
  'distribution-pull.json': ['distribution', 'ignore'],
  'distribution-push.json': ['gitlab', [`push registry.git.example.io/shinebayar-g/a:0.01@${gitlabDigest}`]],
  'dockerhub-push-legacy-floats.json': ['dockerhub', ['push docker.io/svendowideit/testhook:latest']],
  'dockerhub-push-media_type.json': ['dockerhub', ['push docker.io/example/repo:v1.0.0']],
  'dockerhub-push.json': ['dockerhub', ['push docker.io/svendowideit/testhook:latest']],
  // The digests of these samples are shorter than digests are, so they are none.
  'ecr-cloudevents-push.json': ['ecr', ['push 123456789012.dkr.ecr.us-east-1.amazonaws.com/my-repo:v1.0.0']],
  'ecr-eventbridge-delete.json': [
    'ecr',
    ['delete 123456789012.dkr.ecr.us-west-2.amazonaws.com/my-repository-name:latest'],
  ],
  'ecr-eventbridge-push-untagged.json': ['ecr', 'ignore'],
  'ecr-eventbridge-push.json': [
    'ecr',
    ['push 123456789012.dkr.ecr.us-west-2.amazonaws.com/my-repository-name:latest'],
  ],
  'ecr-eventbridge-scan.json': ['ecr', 'ignore'],
  'gar-pubsub-delete-digest.json': ['gar', [`delete ${garImage}@${gar}`]],
  'gar-pubsub-delete-tag.json': ['gar', [`delete ${garImage}:1.1`]],
  'gar-pubsub-insert-digestonly.json': ['gar', 'ignore'],
  'gar-pubsub-insert.json': ['gar', [`push ${garImage}:1.1@${gar}`]],
  // The claims of a token, and no delivery.
  'gar-pubsub-oidc-claims.json': ['gar', 'refuse'],
  'gcr-pubsub-insert-tagonly.json': ['gar', ['push us.gcr.io/am/am.kebab.api:test']],
  'generic-cloudevents-push.json': ['cloudevents', ['push registry.example.com/myapp/backend:v2.0.0']],
  'ghcr-package-published-tagged.json': ['ghcr', ghcr],
  'ghcr-package-published-untagged.json': ['ghcr', 'ignore'],
  'ghcr-package-updated-tagged.json': ['ghcr', ghcr],
  'ghcr-ping.json': ['ghcr', 'ping'],
  'ghcr-registry_package-published-tagged.json': ['ghcr', ghcr],
  'ghcr-registry_package-published-untagged.json': ['ghcr', 'ignore'],
  'gitea-package-created-untagged.json': ['gitea', 'ignore'],
  'gitea-package-created.json': ['gitea', ['push gitea.example.com/myorg/team/app:v1.2.3']],
  'gitea-package-deleted.json': ['gitea', ['delete gitea.example.com/myorg/team/app:v1.2.3']],
  'harbor-cloudevents-deleted.json': [
    'harbor',
    [`delete hub.harbor.com/test-webhook/debian:latest@${harbor}`],
  ],
  'harbor-cloudevents-pulled.json': ['harbor', 'ignore'],
  'harbor-cloudevents-pushed.json': ['harbor', [`push hub.harbor.com/test-webhook/debian:latest@${harbor}`]],
  'harbor-delete_artifact.json': ['harbor', [`delete hub.harbor.com/test-webhook/debian:latest@${harbor}`]],
  'harbor-pull_artifact-by-digest.json': ['harbor', 'ignore'],
  'harbor-push_artifact-by-digest.json': ['harbor', 'ignore'],
  'harbor-push_artifact-multi.json': [
    'harbor',
    [
      `push harbor.example.com/library/alpine:v1.0.0@${harbor}`,
      `push harbor.example.com/library/alpine:v1.1.0@${harbor}`,
    ],
  ],
  'harbor-push_artifact-nested-repo.json': ['harbor', [`push hub.harbor.com/proj/team/app:latest@${harbor}`]],
  'harbor-push_artifact.json': ['harbor', [`push hub.harbor.com/test-webhook/debian:latest@${harbor}`]],
  'harbor-v1-pushImage.json': [
    'harbor',
    [
      'push demo.goharbor.io/test123/alpine:3.10@sha256:e4355b66995c96b4b468159fc5c7e3540fcef961189ca13fee877798649f531a',
    ],
  ],
  'nexus-asset-created-npm.json': ['nexus', 'ignore'],
  'nexus-component-created.json': ['nexus', ['push app1/alpine:3.4']],
  'nexus-component-deleted.json': ['nexus', ['delete app1/alpine:3.4']],
  'nexus-component-updated.json': ['nexus', ['push app1/alpine:3.4']],
  'quay-repo_image_expiry.json': ['quay', 'ignore'],
  'quay-repo_push-legacy-map.json': ['quay', ['push quay.io/devtable/ubuntu:latest']],
  'quay-repo_push-test-notification.json': ['quay', quay],
  'quay-repo_push.json': ['quay', ['push quay.io/mynamespace/repository:1.2.3']],
  'quay-vulnerability_found.json': ['quay', 'ignore'],
  'zot-image-deleted.structured.json': ['zot', [`delete team/app:v1.2.3@${zot}`]],
  'zot-image-updated.body.json': ['zot', [`push team/app:v1.2.3@${zot}`]],
  'zot-image-updated.structured.json': ['zot', [`push team/app:v1.2.3@${zot}`]],
};

/** Headers without which a body is not to be understood. */
const headersOf: Readonly<Record<string, WebhookRequest['headers']>> = {
  'zot-image-updated.body.json': { 'ce-type': 'zotregistry.image.updated', 'ce-source': 'zotregistry.dev' },
};

const receiver = createWebhookReceiver();

async function receive(
  file: string,
  kind: RegistryWebhookKind,
  {
    secrets = { tokens: ['t'] },
    headers = {},
  }: { secrets?: WebhookSecrets; headers?: WebhookRequest['headers'] } = {},
): Promise<Expected> {
  const body = readFileSync(join(payloads, file));
  const all = { ...headersOf[file], ...headers };
  const result = await receiver.receive(kind, secrets, { headers: all, body, token: 't' });
  if (result.result !== 'event') return result.result;
  return result.events.map(({ registry, repository, tag, digest, action }) => {
    const name = registry === undefined ? repository : `${registry}/${repository}`;
    return `${action} ${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  });
}

describe.runIf(existsSync(payloads))('deliveries from the wild', () => {
  const files = existsSync(payloads)
    ? readdirSync(payloads).filter((file) => file.endsWith('.json') && !file.startsWith('api-'))
    : [];

  it('are all known here', () => {
    expect(files.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it.each(Object.entries(expected))('%s gives what it must', async (file, [kind, result]) => {
    expect(await receive(file, kind)).toEqual(result);
    expect(await receive(file, kind, { secrets: { tokens: ['another'] } })).toBe('refuse');
  });

  it.each(Object.entries(expected).filter(([file]) => /cloudevents|zot/.test(file)))(
    '%s gives the same as a CloudEvent from anywhere',
    async (file, [, result]) => {
      expect(await receive(file, 'cloudevents')).toEqual(result);
    },
  );

  it('nexus-component-created.json is signed as Nexus signs it', async () => {
    const file = 'nexus-component-created.json';
    const secrets = { secrets: ['gk0qp4u98xy0vntojv81i8zcjr4zw7xd6c4ugzad'] };
    const signature = 'd06eea380d4631e8c1180b689d10d9ba83ab68f6';
    const signed = { secrets, headers: { 'x-nexus-webhook-signature': signature } };
    expect(await receive(file, 'nexus', signed)).toEqual(['push app1/alpine:3.4']);
    expect(await receive('nexus-component-updated.json', 'nexus', signed)).toBe('refuse');
  });
});
