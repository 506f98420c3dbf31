import { describe, expect, it } from 'vitest';
import { json, script } from '../script.ts';
import type { Heard, Scripted } from '../scripted-registry.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const TAG = `sha256-${'a'.repeat(64)}`;
const API = `/v2/acme/web/referrers/${DIGEST}`;
const INDEX = 'application/vnd.oci.image.index.v1+json';
const SIGNATURE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

const digest = (number: number): string => `sha256:${String(number).padStart(64, '0')}`;
const one = (number: number, artifactType?: string): object => ({
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  size: 12,
  digest: digest(number),
  ...(artifactType === undefined ? {} : { artifactType }),
});
const index = (manifests: readonly unknown[] | null, headers: Scripted['headers'] = {}): Scripted =>
  json({ schemaVersion: 2, mediaType: INDEX, manifests }, { 'content-type': INDEX, ...headers });
const nothing: Scripted = { status: 404 };

/** A registry that has these paths, each with or without its query. */
function having(paths: Readonly<Record<string, Scripted>>): (heard: Heard) => Scripted {
  return ({ path }) => paths[path] ?? paths[path.replace(/\?.*/, '')] ?? nothing;
}

describe('the list of what refers to an image', () => {
  it.each<[string, Scripted, readonly object[]]>([
    ['no entry', index([]), []],
    ['null', index(null), []],
    ['an entry without a type', index([one(1)]), [{ digest: digest(1), annotations: {} }]],
    [
      'an entry twice',
      index([one(1, SIGNATURE), one(1, SIGNATURE)]),
      [{ digest: digest(1), artifactType: SIGNATURE, annotations: {} }],
    ],
    ['an entry that has no digest worth the name', index([{ ...one(1), digest: 'sha256:../x' }]), []],
    [
      'texts that try to be more than one line',
      index([{ ...one(1), annotations: { a: 'b\n::warning::' } }]),
      [{ digest: digest(1), annotations: { a: 'b ::warning::' } }],
    ],
  ])('is read with %s', async (_name, answer, expected) => {
    const { client, image } = await script(having({ [API]: answer }));
    expect(await client.listReferrers(image, DIGEST)).toEqual(expected);
  });

  it('is read to its last page', async () => {
    const link = (page: number): Scripted['headers'] => ({ link: `<${API}?page=${page}>; rel="next"` });
    const { client, image, registry } = await script(
      having({
        [API]: index([one(1)], link(2)),
        [`${API}?page=2`]: index([], link(3)),
        [`${API}?page=3`]: index([one(2)]),
      }),
    );
    const listed = await client.listReferrers(image, DIGEST);
    expect(listed.map((referrer) => referrer.digest)).toEqual([digest(1), digest(2)]);
    expect(registry.heard).toHaveLength(3 + 3);
  });

  it.each<[string, Scripted['headers'], readonly number[]]>([
    ['filters itself, and is believed', { 'oci-filters-applied': 'artifactType' }, [1, 2]],
    ['filters by other things, and is filtered here', { 'oci-filters-applied': 'annotations' }, [1]],
    ['does not filter, and is filtered here', {}, [1]],
  ])('of one type %s, and cosign’s tags are not looked for', async (_name, headers, expected) => {
    const listed = index([one(1, SIGNATURE), one(2, 'application/x.other')], headers);
    const { client, image, registry } = await script(having({ [API]: listed }));
    const found = await client.listReferrers(image, DIGEST, { artifactType: SIGNATURE });
    expect(found.map((referrer) => referrer.digest)).toEqual(expected.map(digest));
    const query = new URLSearchParams({ artifactType: SIGNATURE });
    expect(registry.heard.map(({ path }) => path)).toEqual([`${API}?${query}`]);
  });
});

describe('where the API is missing', () => {
  it.each<[string, Scripted]>([
    ['404', nothing],
    ['400', { status: 400 }],
    ['405', { status: 405 }],
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['other JSON', json({ message: 'hello' })],
  ])('as %s says, the tag is read', async (_name, missing) => {
    const paths = { [API]: missing, [`/v2/acme/web/manifests/${TAG}`]: index([one(1, SIGNATURE), one(2)]) };
    const { client, image } = await script(having(paths));
    const found = await client.listReferrers(image, DIGEST);
    expect(found.map((referrer) => referrer.digest)).toEqual([digest(1), digest(2)]);
    const signatures = await client.listReferrers(image, DIGEST, { artifactType: SIGNATURE });
    expect(signatures.map((referrer) => referrer.digest)).toEqual([digest(1)]);
  });

  it('the tag of a long digest is cut as the specification cuts it', async () => {
    const { client, image, registry } = await script(() => nothing);
    expect(await client.listReferrers(image, `sha512:${'b'.repeat(128)}`)).toEqual([]);
    // Cosign's tags would be too long to be tags.
    expect(registry.heard.at(-1)?.path).toBe(`/v2/acme/web/manifests/sha512-${'b'.repeat(64)}`);
    expect(registry.heard).toHaveLength(2);
  });

  it('a tag that holds an image lists nothing', async () => {
    const manifest = json({ schemaVersion: 2, config: { mediaType: 'x', digest: digest(1) } });
    const { client, image } = await script(having({ [`/v2/acme/web/manifests/${TAG}`]: manifest }));
    expect(await client.listReferrers(image, DIGEST)).toEqual([]);
  });
});

it('finds what cosign put beside an image, also where referrers are listed', async () => {
  const head = (number: number): Scripted => ({ headers: { 'docker-content-digest': digest(number) } });
  const { client, image, registry } = await script(
    having({
      [API]: index([one(1)]),
      [`/v2/acme/web/manifests/${TAG}.sig`]: head(2),
      [`/v2/acme/web/manifests/${TAG}.att`]: head(3),
    }),
  );
  expect(await client.listReferrers(image, DIGEST)).toEqual([
    { digest: digest(1), annotations: {} },
    { digest: digest(2), annotations: {}, cosign: 'signature' },
    { digest: digest(3), annotations: {}, cosign: 'attestation' },
  ]);
  expect(registry.heard.map(({ method }) => method)).toEqual(['GET', 'HEAD', 'HEAD', 'HEAD']);
});

describe('an error, and no half a list,', () => {
  const next = { link: `<${API}?page=2>; rel="next"` };
  it.each<[string, Readonly<Record<string, Scripted>>, string]>([
    ['the API is closed to us', { [API]: { status: 403 } }, 'denied'],
    ['the API fails', { [API]: { status: 500 } }, 'server-error'],
    ['the API wants fewer requests', { [API]: { status: 429 } }, 'rate-limited'],
    [
      'a further page fails',
      { [API]: index([one(1)], next), [`${API}?page=2`]: { status: 500 } },
      'server-error',
    ],
    [
      'a further page is not there',
      { [API]: index([one(1)], next), [`${API}?page=2`]: nothing },
      'not-found',
    ],
    ['a further page is none', { [API]: index([one(1)], next), [`${API}?page=2`]: json({}) }, 'bad-answer'],
    [
      'the pages lead in a circle',
      { [API]: index([one(1)], next), [`${API}?page=2`]: index([one(2)], next) },
      'endless-list',
    ],
    [
      'a further page is on another host',
      { [API]: index([one(1)], { link: '<https://evil.example.com/x>; rel="next"' }) },
      'refused-link',
    ],
    ['a page is longer than allowed', { [API]: { body: Buffer.alloc(5 * 1024 * 1024, ' ') } }, 'too-large'],
    ['the tag cannot be read', { [`/v2/acme/web/manifests/${TAG}`]: { status: 500 } }, 'server-error'],
    [
      'one of cosign’s tags cannot be looked up',
      { [`/v2/acme/web/manifests/${TAG}.sig`]: { status: 403 } },
      'denied',
    ],
  ])('comes back when %s', async (_name, paths, code) => {
    const { client, image } = await script(having(paths));
    await expect(client.listReferrers(image, DIGEST)).rejects.toMatchObject({ name: 'RegistryError', code });
  });

  it.each(['1.0.0', 'sha256:abc', `sha256:${'A'.repeat(64)}`, '../x'])(
    'comes back for %j, which is no digest, and nothing is asked',
    async (text) => {
      const { client, image, registry } = await script(() => nothing);
      await expect(client.listReferrers(image, text)).rejects.toMatchObject({ code: 'invalid-name' });
      expect(registry.heard).toEqual([]);
    },
  );
});
