import fc from 'fast-check';

const text = fc.constantFrom(
  ...[
    'push',
    'delete',
    'pull',
    'ping',
    'published',
    'created',
    'CREATED',
    'pushed',
    'PUSH_ARTIFACT',
    'INSERT',
  ],
  ...['PUSH', 'ECR Image Action', 'aws.ecr', 'container', 'docker', 'harbor.artifact.pushed', '1.0'],
  ...['zotregistry.image.updated', 'com.amazon.ecr.image.push', 'constructor', '__proto__', 'x.toString'],
  ...[
    'acme/web',
    'quay.io/acme/web',
    'ghcr.io/Acme/Web:1.0.0',
    'https://git.acme.test/x',
    '1.0.0',
    '',
    'eyJ9',
  ],
);

const key = fc.constantFrom(
  ...['events', 'action', 'target', 'request', 'host', 'repository', 'tag', 'digest', 'mediaType', 'url'],
  ...['push_data', 'repo_name', 'docker_url', 'updated_tags', 'name', '__proto__', 'constructor', 'image'],
  ...['package', 'registry_package', 'package_version', 'package_url', 'container_metadata', 'version'],
  ...['type', 'event_data', 'resources', 'resource_url', 'repo_full_name', 'specversion', 'source', 'data'],
  ...['detail-type', 'detail', 'account', 'region', 'repository-name', 'action-type', 'message', 'subject'],
  ...['domain', 'event_type', 'repo_key', 'image_name', 'sha256', 'jpd_origin', 'component', 'format'],
  ...['html_url', 'owner', 'login', 'reference', 'repositoryName', 'registryUrl', 'result', 'zen', 'hook_id'],
);

/** Any JSON, often made of the words that senders use, so that it gets past the first look. */
export const anyPayload: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    text,
    fc.jsonValue(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 8 })
      .map((entries) => Object.fromEntries(entries) as unknown),
  ),
})).value;
