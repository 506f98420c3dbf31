import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createRegistryClient,
  type ReferrerOptions,
  type RegistryClient,
  type RegistryCredentials,
} from '../../src/index.ts';
import { createPublisher, type Publisher } from './publisher.ts';

/** A registry that the contract runs against: on the loopback interface, over plain HTTP, empty at first. */
export interface RegistryUnderTest {
  readonly host: string;
  /** What it wants; left out where it is open to everybody. */
  readonly credentials?: RegistryCredentials;
  stop(): Promise<void>;
}

const MEDIA_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** What the client does with any registry that speaks the OCI distribution protocol. */
export function registryClientContract(name: string, start: () => Promise<RegistryUnderTest>): void {
  describe(`the registry client with ${name}`, { timeout: 30_000 }, () => {
    let registry: RegistryUnderTest;
    let publisher: Publisher;
    let client: RegistryClient;

    const clientFor = (credentials: RegistryCredentials | undefined): RegistryClient =>
      createRegistryClient({
        registries: [{ host: registry.host, plainHttp: true, credentials }],
        limits: { perSecond: 1000 },
      });
    const image = (repository: string) => ({ registry: registry.host, repository });

    beforeAll(async () => {
      registry = await start();
      publisher = createPublisher(`http://${registry.host}`, registry.credentials);
      client = clientFor(registry.credentials);
    });
    afterAll(async () => {
      await client?.close();
      await registry?.stop();
    });

    it('lists every tag that was pushed, once', async () => {
      const tags = Array.from({ length: 45 }, (_, patch) => `1.0.${patch}`);
      const { digest } = await publisher.push('team/many', 'latest', { build: 'many' });
      await publisher.tag('team/many', digest, tags);
      const listing = await client.listTags(image('team/many'));
      expect(listing.problem).toBeUndefined();
      expect(listing.state).toBe('complete');
      expect([...listing.tags].sort()).toEqual(['latest', ...tags].sort());
    });

    it('lists a repository deep in a path, with every letter that a name can have', async () => {
      await publisher.push('a/b_c/d-e/f.g/h__i', '1_2.3-x', { build: 'deep' });
      expect(await client.listTags(image('a/b_c/d-e/f.g/h__i'))).toMatchObject({
        tags: ['1_2.3-x'],
        state: 'complete',
      });
    });

    it('says of a repository that is not there: not found or no access', async () => {
      const listing = await client.listTags(image('team/nothing'));
      expect(listing).toMatchObject({ tags: [], state: 'failed' });
      expect(listing.problem).toMatchObject({ code: 'not-found', status: 404, retriable: false });
      expect(listing.problem?.message).toBe(`${registry.host}/team/nothing: not found or no access`);
    });

    it.each(MEDIA_TYPES)('resolves a tag of %s to the digest of what was pushed', async (mediaType) => {
      const build = `${MEDIA_TYPES.indexOf(mediaType)}`;
      const { digest } = await publisher.push('team/kinds', `kind-${build}`, { build, mediaType });
      expect(await client.resolveTag(image('team/kinds'), `kind-${build}`)).toEqual({ digest });
    });

    it.each(MEDIA_TYPES)('reads from %s what the image says of itself', async (mediaType) => {
      const build = `read-${MEDIA_TYPES.indexOf(mediaType)}`;
      const { digest } = await publisher.push('team/read', build, { build, mediaType });
      const expected = {
        digest,
        builtAt: Date.parse('2024-05-01T10:00:00.123Z'),
        labels: { 'org.opencontainers.image.revision': build },
        platforms: ['linux/amd64'],
        revision: build,
      };
      expect(await client.readImage(image('team/read'), build)).toEqual(expected);
      expect(await client.readImage(image('team/read'), digest)).toEqual(expected);
    });

    it('reads nothing of an image that is not there', async () => {
      expect(await client.readImage(image('team/nothing'), '1')).toBeUndefined();
      expect(await client.readImage(image('team/nothing'), `sha256:${'0'.repeat(64)}`)).toBeUndefined();
    });

    it('lists what refers to an image, of every type or of one', async () => {
      const { digest } = await publisher.push('team/signed', '1', { build: 'signed' });
      const of = (options?: ReferrerOptions) => client.listReferrers(image('team/signed'), digest, options);
      expect(await of()).toEqual([]);
      const types = ['application/x.first', 'application/x.second', 'application/x.third'];
      const expected: object[] = [];
      for (const artifactType of types) {
        const attached = await publisher.attach('team/signed', digest, artifactType);
        expected.push({ ...attached, artifactType, annotations: { 'org.example.purpose': artifactType } });
      }
      expect(await of()).toEqual(expected);
      expect(await of({ artifactType: 'application/x.second' })).toEqual([expected[1]]);
      expect(await of({ artifactType: 'application/x.other' })).toEqual([]);
    });

    it("finds what cosign put beside an image under its older scheme's tags", async () => {
      const { digest } = await publisher.push('team/cosigned', '1', { build: 'cosigned' });
      const [sig, sbom] = ['sig', 'sbom'].map((ending) => `${digest.replace(':', '-')}.${ending}`);
      const signature = await publisher.push('team/cosigned', sig ?? '', { build: 'signature' });
      const bill = await publisher.push('team/cosigned', sbom ?? '', { build: 'sbom' });
      expect(await client.listReferrers(image('team/cosigned'), digest)).toEqual([
        { ...signature, annotations: {}, cosign: 'signature' },
        { ...bill, annotations: {}, cosign: 'sbom' },
      ]);
    });

    it('knows nothing that refers to an image that is not there', async () => {
      expect(await client.listReferrers(image('team/nothing'), `sha256:${'0'.repeat(64)}`)).toEqual([]);
    });

    it('says when the list of tags is as it was', async () => {
      const { digest } = await publisher.push('team/same', '1', { build: 'same' });
      const { etag } = await client.listTags(image('team/same'));
      expect(await client.listTags(image('team/same'), { etag })).toMatchObject({ unchanged: true, etag });
      await publisher.tag('team/same', digest, ['2']);
      const changed = await client.listTags(image('team/same'), { etag });
      expect(changed).toMatchObject({ state: 'complete', tags: ['1', '2'] });
      expect(changed.unchanged).toBeUndefined();
    });

    it('sees that a tag has moved', async () => {
      const first = await publisher.push('team/moving', 'main', { build: 'first' });
      expect(await client.resolveTag(image('team/moving'), 'main')).toEqual(first);
      const second = await publisher.push('team/moving', 'main', { build: 'second' });
      expect(second).not.toEqual(first);
      expect(await client.resolveTag(image('team/moving'), 'main')).toEqual(second);
    });

    it('resolves no tag that is not there', async () => {
      await publisher.push('team/one', '1', { build: 'one' });
      expect(await client.resolveTag(image('team/one'), '2')).toBeUndefined();
      expect(await client.resolveTag(image('team/nothing'), '1')).toBeUndefined();
    });

    it('keeps many questions at once apart', async () => {
      const names = Array.from({ length: 20 }, (_, index) => `crowd/app-${index}`);
      const pushed = await Promise.all(names.map((one) => publisher.push(one, 'v1', { build: one })));
      const resolved = await Promise.all(names.map((one) => client.resolveTag(image(one), 'v1')));
      expect(resolved).toEqual(pushed);
    });

    it('is let in with the right credentials alone', async () => {
      await publisher.push('team/guarded', '1', { build: 'guarded' });
      const guarded = registry.credentials !== undefined;
      const expected = guarded
        ? { state: 'failed', problem: { code: 'unauthorized' } }
        : { state: 'complete' };
      for (const credentials of [undefined, { username: 'nobody', password: 'not-the-password' }]) {
        const other = clientFor(credentials);
        expect(await other.listTags(image('team/guarded'))).toMatchObject(expected);
        await other.close();
      }
      expect(await client.listTags(image('team/guarded'))).toMatchObject({ tags: ['1'], state: 'complete' });
    });
  });
}
