import {
  type RegistryCredentials,
  type RegistryFakeKind,
  registryFakes,
  type SandboxRegistry,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { basicHeader } from '../../src/auth/basic.ts';
import type { Credential } from '../../src/credentials/credential.ts';
import { registries } from '../../src/registries.ts';
import type { ListedTag } from '../../src/registry-client.ts';
import { type OpenAdapter, openAdapter } from './open-adapter.ts';

/** One kind of registry, and how the contract reaches its fake. */
export interface AdapterUnderTest {
  readonly kind: RegistryFakeKind;
  /** As image references name it. Default: the fake's own host. */
  readonly host?: string;
  /** Who may read, as the fake knows them. */
  readonly known: RegistryCredentials;
  /** The same, as the adapter needs them. */
  readonly credential: Credential;
  /** It gives nothing without a credential. */
  readonly closed?: true;
  /** How many requests show the newest 100 of 10,000 tags. */
  readonly newest: number;
  /** It tells no digests at all. */
  readonly withoutDigests?: true;
}

const BEGIN = Date.parse('2024-05-01T10:00:00Z');
const MINUTE = 60_000;
const REPOSITORY = 'acme/web';

interface Seeded {
  readonly tag: string;
  readonly digest: string;
  readonly pushedAt: number;
  readonly uploadedAt: number;
}

/** Sixty images of four tags each; the last tag of each was moved there long after. */
async function seed(
  registry: SandboxRegistry,
  credentials: RegistryCredentials,
): Promise<ReadonlyMap<string, Seeded>> {
  const seeded = new Map<string, Seeded>();
  for (let image = 0; image < 60; image += 1) {
    const uploadedAt = BEGIN + image * MINUTE;
    const tags = ['a', 'b', 'c', 'moved'].map((name) => `1.${image}-${name}`);
    const pushedAt = (tag: string): number =>
      tag.endsWith('moved') ? uploadedAt + 1000 * MINUTE : uploadedAt;
    registry.seed(REPOSITORY, tags, pushedAt);
    const digest = await digestOf(registry, tags[0] ?? '', credentials);
    for (const tag of tags) seeded.set(tag, { tag, digest, pushedAt: pushedAt(tag), uploadedAt });
  }
  return seeded;
}

async function digestOf(
  registry: SandboxRegistry,
  tag: string,
  credentials: RegistryCredentials,
): Promise<string> {
  const response = await fetch(`${registry.url}/v2/${REPOSITORY}/manifests/${tag}`, {
    method: 'HEAD',
    headers: { authorization: basicHeader(credentials) },
  });
  return response.headers.get('docker-content-digest') ?? '';
}

/** What every adapter does with its registry, on the same tags, times and digests. */
export function adapterContract(under: AdapterUnderTest): void {
  const { kind, known, credential, newest } = under;
  const { time, newestFirst } = registries[kind];

  async function start(credentials?: RegistryCredentials): Promise<SandboxRegistry> {
    const fake = registryFakes[kind](credentials === undefined ? {} : { credentials });
    const registry = await startSandboxRegistry({
      ...fake,
      // The plain list is open to the test, but where it is also the registry's own.
      ...(kind === 'gar' && credentials !== undefined ? { credentials } : { auth: 'none' }),
      now: () => BEGIN,
    });
    onTestFinished(() => registry.close());
    return registry;
  }

  function open(registry: SandboxRegistry, credentials: Credential | undefined): OpenAdapter {
    const base = kind === 'artifactory' ? `${registry.url}/artifactory` : registry.url;
    return openAdapter({ kind, host: under.host ?? registry.host, apiUrl: base, credential: credentials });
  }

  describe(`the adapter of ${kind}`, { timeout: 30_000 }, () => {
    it('lists every tag once, with its time and its digest', async () => {
      const registry = await start(known);
      const seeded = await seed(registry, known);
      const listed = await open(registry, credential).all(REPOSITORY);
      expect(listed.map(({ tag }) => tag).toSorted()).toEqual([...seeded.keys()].toSorted());
      for (const one of listed) {
        const { digest, pushedAt, uploadedAt } = seeded.get(one.tag) ?? {};
        if (one.digest !== undefined) expect(one.digest).toBe(digest);
        if (time === 'built') expect(one.builtAt).toBe(pushedAt);
        else expect(one.pushedAt).toBe(time === 'pushed' ? pushedAt : uploadedAt);
      }
      const digests = listed.filter(({ digest }) => digest !== undefined).length;
      if (under.withoutDigests === true) expect(digests).toBe(0);
      else expect(digests).toBeGreaterThan(listed.length / 2);
    });

    if (newestFirst) {
      it('gives the newest first', async () => {
        const registry = await start(known);
        await seed(registry, known);
        const [first = []] = await collect(open(registry, credential).pages(REPOSITORY), 1);
        const at = ({ pushedAt, builtAt }: ListedTag): number => pushedAt ?? builtAt ?? Number.NaN;
        if (kind === 'harbor' || time === 'uploaded') expect(first[0]?.tag).toMatch(/^1\.59-/);
        else expect(first.map(at)).toEqual(first.map(at).toSorted((one, other) => other - one));
      });
    }

    it(`shows the newest of 10,000 tags in ${newest} requests`, async () => {
      const registry = await start(known);
      for (let image = 0; image < 500; image += 1) {
        const tags = Array.from({ length: 20 }, (_, tag) => `v${image}.${tag}`);
        registry.seed(REPOSITORY, tags, () => BEGIN + image * MINUTE);
      }
      const before = registry.requests.length;
      const pages = await collect(open(registry, credential).pages(REPOSITORY), newestFirst ? 1 : 10_000);
      expect(pages.flat().map(({ tag }) => tag)).toContain('v499.0');
      expect(registry.requests.length - before).toBe(newest);
    });

    it('is open to everybody or closed without credentials, as the registry', async () => {
      const registry = await start();
      await seed(registry, known);
      const anonymous = open(registry, undefined).all(REPOSITORY);
      if (under.closed === true) await expect(anonymous).rejects.toMatchObject({ code: 'unauthorized' });
      else expect(await anonymous).toHaveLength(240);
    });

    it('says of wrong credentials so that the plain list can be tried, and tells no secret', async () => {
      const other = { username: 'other', password: 'other' };
      const registry = await start(other);
      await seed(registry, other);
      const problem = await open(registry, credential)
        .all(REPOSITORY)
        .catch((error: unknown) => error);
      expect(problem).toMatchObject({ code: expect.stringMatching(/^(?:unauthorized|bad-answer)$/) });
      expect(`${problem} ${JSON.stringify(problem)}`).not.toContain(known.password);
    });

    it('says of a repository that is not there so that the plain list can be tried', async () => {
      const registry = await start(known);
      const listed = await open(registry, credential)
        .all('acme/nothing')
        .catch((error: unknown) => error);
      // A search that finds nothing cannot know that there is nothing.
      if (kind === 'nexus') expect(listed).toEqual([]);
      else expect(listed).toMatchObject({ code: expect.stringMatching(/^(?:not-found|bad-answer)$/) });
    });

    it.each([
      [
        'a web page',
        { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
        'not-a-registry',
      ],
      ['JSON of another shape', { status: 200, body: '{"tags": 7, "data": []}' }, 'bad-answer'],
      ['status 500', { status: 500 }, 'server-error'],
      ['status 403', { status: 403 }, 'denied'],
      ['too many requests', { status: 429, headers: { 'retry-after': '7' } }, 'rate-limited'],
    ] as const)('understands %s', async (_name, reply, code) => {
      const registry = await start(known);
      registry.answer(() => reply);
      await expect(open(registry, credential).all(REPOSITORY)).rejects.toMatchObject({ code });
    });
  });
}

async function collect(
  pages: AsyncGenerator<readonly ListedTag[]>,
  most: number,
): Promise<(readonly ListedTag[])[]> {
  const collected: (readonly ListedTag[])[] = [];
  for await (const page of pages) {
    collected.push(page);
    if (collected.length === most) break;
  }
  return collected;
}
