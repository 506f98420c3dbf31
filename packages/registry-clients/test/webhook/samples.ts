import type { RegistryEvent, RegistryWebhookKind } from '../../src/index.ts';

/** What a sample must give: events, or the name of another result. */
export type Expected = readonly RegistryEvent[] | 'ignore' | 'ping';

const digest = `sha256:${'1f'.repeat(32)}`;
const web = { repository: 'acme/web', tag: '1.4.2', action: 'push' } as const;
const gone = { repository: 'acme/web', action: 'delete' } as const;
const hub = { ...web, registry: 'docker.io' };
const own = { ...web, registry: 'registry.acme.test:5000', digest };
const deleted = { ...gone, registry: own.registry };
const quay = { ...web, registry: 'quay.io' };
const ghcr = { ...web, registry: 'ghcr.io', digest };
const harbor = { ...web, registry: 'harbor.acme.test', digest };
const ecr = { ...web, registry: '012345678901.dkr.ecr.eu-central-1.amazonaws.com', digest };
const gar = { ...web, registry: 'europe-west3-docker.pkg.dev', repository: 'acme/images/web', digest };
const garGone = { ...gone, registry: gar.registry, repository: gar.repository };
const acr = { ...web, registry: 'acme.azurecr.io', digest };
const jfrog = { ...web, registry: 'acme.jfrog.test', repository: 'docker-local/acme/web', digest };
const gitea = { ...web, registry: 'git.acme.test' };

/** Every file of `fixtures/webhooks`, and what it must give. */
export const samples: Readonly<Record<RegistryWebhookKind, Readonly<Record<string, Expected>>>> = {
  dockerhub: {
    'push.json': [hub],
    'push-with-media-type.json': [hub],
    'push-of-old.json': [hub],
    'push-official.json': [{ ...hub, repository: 'library/nginx' }],
    'push-signature.json': 'ignore',
  },
  quay: {
    'push.json': [quay],
    'push-own-host.json': [{ ...quay, registry: 'quay.acme.test:8443' }],
    'test-notification.json': [
      { ...quay, tag: 'latest' },
      { ...quay, tag: 'foo' },
    ],
    'push-of-2013.json': [{ ...quay, tag: 'latest' }],
    'image-expiry.json': 'ignore',
    'vulnerability-found.json': 'ignore',
  },
  ghcr: {
    'published.json': [ghcr],
    'updated.json': [ghcr],
    'published-to-app.json': [ghcr],
    'published-untagged.json': 'ignore',
    'published-signature.json': 'ignore',
    'published-npm.json': 'ignore',
    'deleted.json': 'ignore',
    'ping.json': 'ping',
  },
  harbor: {
    'push.json': [harbor],
    'push-two-tags.json': [harbor, { ...harbor, tag: '1.4' }],
    'push-nested.json': [{ ...harbor, repository: 'acme/team/web' }],
    'push-untagged.json': 'ignore',
    'push-of-harbor-1.json': [harbor],
    'pull.json': 'ignore',
    'delete.json': [{ ...harbor, action: 'delete' }],
    'quota.json': 'ignore',
    'cloud-event-pushed.json': [harbor],
    'cloud-event-pulled.json': 'ignore',
  },
  gitlab: { 'push.json': [{ ...own, registry: 'gitlab.acme.test:5050' }] },
  ecr: {
    'push.json': [ecr],
    'push-in-china.json': [{ ...ecr, registry: '012345678901.dkr.ecr.cn-north-1.amazonaws.com.cn' }],
    'push-untagged.json': 'ignore',
    'push-failed.json': 'ignore',
    'delete.json': [{ ...ecr, action: 'delete' }],
    'scan.json': 'ignore',
    'cloud-event-push.json': [ecr],
  },
  gar: {
    'insert.json': [gar],
    'insert-unwrapped.json': [gar],
    'insert-tag-only.json': [{ ...web, registry: gar.registry, repository: gar.repository }],
    'insert-untagged.json': 'ignore',
    'insert-of-a-domain-project.json': [{ ...web, registry: 'gcr.io', repository: 'acme.test/images/web' }],
    'delete-tag.json': [{ ...garGone, tag: '1.4.2' }],
    'delete-digest.json': [{ ...garGone, digest }],
  },
  acr: {
    'push.json': [acr],
    'push-untagged.json': 'ignore',
    'delete.json': [{ ...gone, registry: acr.registry, digest }],
    'chart-push.json': 'ignore',
    'ping.json': 'ping',
  },
  artifactory: {
    'pushed.json': [jfrog],
    'pushed-without-origin.json': [{ ...web, repository: 'docker-local/acme/web', digest }],
    'promoted.json': [jfrog],
    'deleted.json': [{ ...jfrog, action: 'delete' }],
    'deployed-file.json': 'ignore',
  },
  nexus: {
    'created.json': [web],
    'updated.json': [web],
    'deleted.json': [{ ...web, action: 'delete' }],
    'created-npm.json': 'ignore',
    'asset-created.json': 'ignore',
  },
  gitea: {
    'created.json': [gitea],
    'created-untagged.json': 'ignore',
    'created-npm.json': 'ignore',
    'deleted.json': [{ ...gitea, action: 'delete' }],
  },
  zot: {
    'updated.json': [{ ...web, digest }],
    'updated-with-own-prefix.json': [{ ...web, digest }],
    'updated-untagged.json': 'ignore',
    'deleted.json': [{ ...web, digest, action: 'delete' }],
    'repository-created.json': 'ignore',
  },
  aliyun: { 'push.json': [{ ...web, digest }] },
  distribution: {
    'push.json': [own],
    'push-index-oci.json': [own],
    'push-without-request-host.json': [own],
    'push-signature.json': 'ignore',
    'many.json': [own, { ...own, repository: 'acme/api', tag: '2.0.0', digest: `sha256:${'3d'.repeat(32)}` }],
    'untagged-and-blobs.json': 'ignore',
    'mount.json': 'ignore',
    'pull.json': 'ignore',
    'delete-manifest.json': [{ ...deleted, digest }],
    'delete-tag.json': [{ ...deleted, tag: '1.4.2' }],
    'delete-repository.json': [deleted],
  },
  cloudevents: {
    'push.json': [own],
    'push-without-registry.json': [web],
    'batch.json': [
      { ...web, registry: own.registry },
      { ...web, digest },
    ],
    'delete.json': [{ ...deleted, tag: '1.4.2' }],
    'harbor.json': [harbor],
    'ecr.json': [{ ...web, registry: ecr.registry }],
    'scanned.json': 'ignore',
  },
  generic: {
    'push.json': [own],
    'reference.json': [own],
    'untagged.json': [{ registry: own.registry, repository: 'acme/web', action: 'push' }],
    'delete.json': [{ ...deleted, tag: '1.4.2' }],
    'list.json': [
      { ...web, registry: own.registry },
      { registry: 'docker.io', repository: 'library/nginx', tag: '1.29', action: 'push' },
    ],
    'ping.json': 'ping',
    'signature.json': 'ignore',
  },
};
