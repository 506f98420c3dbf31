import { jsonReply } from '../registry/reply.ts';
import { byDigest } from './by-digest.ts';
import { pageOf, type RegistryFake } from './registry-fake.ts';

const TYPE = 'application/x-amz-json-1.1';

/**
 * Amazon's API: `GetAuthorizationToken` and `DescribeImages`, in no order, times in seconds with a fraction. It looks
 * at the form of the signature and at whose key it names (`username`), and does not compute it again.
 */
export const ecrFake: RegistryFake = ({ credentials }) => ({
  auth: credentials === undefined ? 'none' : 'basic',
  tagList: { refusesLargePages: 405, defaultPageSize: 100, opaqueLinks: true, absoluteLinks: true },
  extension({ url, method, headers, body }, contents) {
    const action = /^AmazonEC2ContainerRegistry_V20150921\.(\w+)$/.exec(headers['x-amz-target'] ?? '')?.[1];
    if (url.pathname !== '/' || method !== 'POST' || action === undefined) return undefined;
    const refuse = (type: string) => jsonReply(400, { __type: type }, { 'content-type': TYPE });
    const key =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/[a-z0-9-]+\/ecr\/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$/.exec(
        headers['authorization'] ?? '',
      )?.[1];
    if (key === undefined || !/^\d{8}T\d{6}Z$/.test(headers['x-amz-date'] ?? '')) {
      return refuse('IncompleteSignatureException');
    }
    if (credentials !== undefined && key !== credentials.username)
      return refuse('UnrecognizedClientException');
    const wish = JSON.parse(body.toString('utf8'));
    if (action === 'GetAuthorizationToken') {
      const authorizationToken = Buffer.from(`AWS:${credentials?.password ?? ''}`).toString('base64');
      const expiresAt = Date.parse(amzTime(headers['x-amz-date'] ?? '')) / 1000 + 43_200;
      return jsonReply(200, {
        authorizationData: [{ authorizationToken, expiresAt, proxyEndpoint: url.origin }],
      });
    }

    const tags = contents.tags(wish.repositoryName);
    if (tags === undefined) return refuse('RepositoryNotFoundException');
    // Neither by time nor by name.
    const shuffled = byDigest(tags).toSorted((one, other) => (one.digest < other.digest ? -1 : 1));
    const number = Number(wish.nextToken ?? 1);
    const { items, more } = pageOf(shuffled, number, Math.min(wish.maxResults ?? 100, 1000));
    const imageDetails = items.map((one) => ({
      registryId: wish.registryId,
      repositoryName: wish.repositoryName,
      imageDigest: one.digest,
      imageTags: one.tags.map(({ name }) => name),
      imageSizeInBytes: one.size,
      imagePushedAt: one.uploadedAt / 1000,
      imageManifestMediaType: one.mediaType,
    }));
    return jsonReply(
      200,
      { imageDetails, ...(more ? { nextToken: `${number + 1}` } : {}) },
      { 'content-type': TYPE },
    );
  },
});

/** `20240501T100000Z` → `2024-05-01T10:00:00Z`. */
function amzTime(text: string): string {
  return text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
}
