import {
  type RegistryFakeKind,
  registryFakes,
  type SandboxRegistry,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { expect, it, onTestFinished } from 'vitest';
import type { ListedTag } from '../../src/registry-client.ts';
import { type OpenAdapterOptions, openAdapter } from './open-adapter.ts';

const user = { username: 'u', password: 'p' };

async function start(kind: RegistryFakeKind, credentials?: typeof user): Promise<SandboxRegistry> {
  const fake = registryFakes[kind](credentials === undefined ? {} : { credentials });
  const registry = await startSandboxRegistry({ ...fake, auth: 'none' });
  onTestFinished(() => registry.close());
  return registry;
}

/** The tags that the adapter finds of one repository. */
async function list(
  kind: RegistryFakeKind,
  registry: SandboxRegistry,
  repository: string,
  options: Partial<OpenAdapterOptions> = {},
): Promise<string[]> {
  const adapter = openAdapter({ kind, host: registry.host, apiUrl: registry.url, ...options });
  const tags: readonly ListedTag[] = await adapter.all(repository);
  return tags.map(({ tag }) => tag).toSorted();
}

it('Harbor: a name with slashes below a project', async () => {
  const registry = await start('harbor');
  registry.seed('project/team/app', ['1', '2']);
  expect(await list('harbor', registry, 'project/team/app')).toEqual(['1', '2']);
});

it('GHCR: a package of a user, with slashes in its name', async () => {
  const registry = await start('ghcr', user);
  registry.seed('user-one/team/app', ['1', '2']);
  const options = { host: 'ghcr.io', credential: user };
  expect(await list('ghcr', registry, 'user-one/team/app', options)).toEqual(['1', '2']);
  expect(registry.requests.map(({ path, status }) => `${path.split('/')[1]} ${status}`)).toEqual([
    'orgs 404',
    'users 200',
  ]);
});

it.each([
  [{ 'retry-after': '60' }, 'rate-limited'],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4000000000' }, 'rate-limited'],
  [{ 'x-ratelimit-remaining': '17' }, 'denied'],
])('GHCR: 403 with %o is %s', async (headers, code) => {
  const registry = await start('ghcr', user);
  registry.answer(() => ({ status: 403, headers }));
  const listed = list('ghcr', registry, 'acme/web', { host: 'ghcr.io', credential: user });
  await expect(listed).rejects.toMatchObject({ code });
});

it('Docker Hub: the link to the next page is not followed, and one token serves many repositories', async () => {
  const registry = await start('dockerhub', user);
  const tags = Array.from({ length: 150 }, (_, at) => `${at}`);
  for (const name of ['acme/web', 'acme/api']) registry.seed(name, tags);
  const adapter = openAdapter({
    kind: 'dockerhub',
    host: 'docker.io',
    apiUrl: registry.url,
    credential: user,
  });
  for (const name of ['acme/web', 'acme/api']) expect(await adapter.all(name)).toHaveLength(150);
  expect(registry.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET', 'GET']);
});

it('Quay: a robot is not sent to an API that does not know robots', async () => {
  const seen: (string | undefined)[] = [];
  const registry = await start('quay');
  registry.seed('acme/web', ['1']);
  registry.answer(({ headers }) => {
    seen.push(headers['authorization']);
    return undefined;
  });
  const robot = { username: 'acme+robot', password: 'p' };
  expect(await list('quay', registry, 'acme/web', { credential: robot })).toEqual(['1']);
  expect(seen).toEqual([undefined]);
});

it.each(['group/project', 'group/project/deep/image'])('GitLab: finds %s', async (repository) => {
  const registry = await start('gitlab');
  registry.seed(repository, ['1']);
  expect(await list('gitlab', registry, repository)).toEqual(['1']);
});

it('GitLab: on a host of its own it must be said where it is', async () => {
  const registry = await start('gitlab');
  const listed = list('gitlab', registry, 'group/project', { apiUrl: undefined });
  await expect(listed).rejects.toMatchObject({ code: 'unauthorized' });
  expect(registry.requests).toEqual([]);
});

it('ACR: an identity token and nobody get a token for the metadata, once', async () => {
  for (const credentials of [user, undefined]) {
    const registry = await start('acr', credentials);
    registry.seed('acme/web', ['1']);
    const credential = credentials && { identityToken: 'acr-refresh-token' };
    const adapter = openAdapter({ kind: 'acr', host: registry.host, credential });
    for (const _ of [1, 2]) expect(await adapter.all('acme/web')).toHaveLength(1);
    expect(registry.requests.map(({ path }) => path.replace(/[?].*/, ''))).toEqual([
      '/oauth2/token',
      '/acr/v1/acme/web/_tags',
      '/acr/v1/acme/web/_tags',
    ]);
    expect(registry.requests.map(({ path }) => path).join()).not.toContain('acr-refresh-token');
  }
});

it('Artifactory: a repository that has a host of its own', async () => {
  const registry = await start('artifactory');
  registry.seed('docker-local/acme/web', ['1']);
  const apiUrl = `${registry.url}/artifactory/api/docker/docker-local`;
  expect(await list('artifactory', registry, 'acme/web', { apiUrl })).toEqual(['1']);
});

it('Artifactory: a virtual repository, where the search finds nothing', async () => {
  const registry = await start('artifactory');
  registry.seed('virtual/web', ['1']);
  const listed = list('artifactory', registry, 'virtual/web', { apiUrl: `${registry.url}/artifactory` });
  await expect(listed).rejects.toMatchObject({ code: 'not-found' });
});

it('Nexus: an image in two repositories needs to be told which', async () => {
  const registry = await start('nexus');
  registry.seed('twice/web', ['1']);
  await expect(list('nexus', registry, 'twice/web')).rejects.toMatchObject({ code: 'bad-answer' });
  const apiUrl = `${registry.url}/repository/docker-hosted`;
  expect(await list('nexus', registry, 'twice/web', { apiUrl })).toEqual(['1']);
});

it('Nexus: the repository as a part of the path', async () => {
  const registry = await start('nexus');
  registry.seed('acme/web', ['1']);
  const apiUrl = `${registry.url}/repository/docker-hosted`;
  expect(await list('nexus', registry, 'docker-hosted/acme/web', { apiUrl })).toEqual(['1']);
});

it('Harbor: a redirect to another host takes no credential along', async () => {
  const seen: (string | undefined)[] = [];
  const away = await start('harbor');
  away.answer(({ headers }) => {
    seen.push(headers['authorization'], headers['x-is-resource-name']);
    return { status: 200, body: '[]' };
  });
  const registry = await start('harbor', user);
  registry.answer(() => ({
    status: 302,
    headers: { location: `http://localhost:${away.url.split(':')[2]}/x` },
  }));
  const listed = list('harbor', registry, 'acme/web', {
    credential: user,
    host: `localhost:${registry.url.split(':')[2]}`,
  });
  expect(await listed).toEqual([]);
  expect(seen).toEqual([undefined, undefined]);
});

it('Docker Hub: a redirect of the request for a token is not followed', async () => {
  const away = await start('dockerhub', user);
  const registry = await start('dockerhub', user);
  registry.answer(() => ({ status: 307, headers: { location: `${away.url}/v2/auth/token` } }));
  const listed = list('dockerhub', registry, 'acme/web', { host: 'docker.io', credential: user });
  await expect(listed).rejects.toMatchObject({ code: 'bad-answer' });
  expect(away.requests).toEqual([]);
});
