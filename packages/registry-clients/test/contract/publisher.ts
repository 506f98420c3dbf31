import { createHash } from 'node:crypto';
import type { RegistryCredentials } from '../../src/index.ts';

/** Pushes images over the OCI protocol, as a build tool would, to whatever registry is under test. */
export interface Publisher {
  /** Pushes an image (or an index of one) under a tag; `build` makes its bytes unlike those of other builds. */
  push(
    repository: string,
    tag: string,
    image: { build: string; mediaType?: string },
  ): Promise<{ digest: string }>;
  /** Pushes an artefact that refers to an image, and lists it under a tag where the registry does not list it. */
  attach(repository: string, subject: string, artifactType: string): Promise<{ digest: string }>;
  /** Puts a manifest under one more tag, or many. */
  tag(repository: string, digest: string, tags: readonly string[]): Promise<void>;
}

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIGS: Readonly<Record<string, string>> = {
  [OCI_MANIFEST]: 'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json': 'application/vnd.docker.container.image.v1+json',
};

export function createPublisher(url: string, credentials?: RegistryCredentials): Publisher {
  const manifests = new Map<string, { mediaType: string; body: string }>();
  const attached = new Map<string, object[]>();

  async function call(
    method: string,
    path: string,
    init: { body?: string; type?: string } = {},
  ): Promise<Response> {
    const target = new URL(path, url);
    const headers = { 'content-type': init.type ?? 'application/octet-stream' };
    const body = init.body === undefined ? {} : { body: init.body };
    let response = await fetch(target, { method, headers, ...body });
    if (response.status === 401) {
      const authorization = await authorize(response.headers.get('www-authenticate') ?? '', credentials);
      response = await fetch(target, { method, headers: { ...headers, authorization }, ...body });
    }
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async function putBlob(repository: string, body: string): Promise<{ digest: string; size: number }> {
    const digest = sha256(body);
    const begun = await call('POST', `/v2/${repository}/blobs/uploads/`);
    const sent = await call('PATCH', begun.headers.get('location') ?? '', { body });
    const end = new URL(sent.headers.get('location') ?? '', url);
    end.searchParams.set('digest', digest);
    await call('PUT', end.href);
    return { digest, size: Buffer.byteLength(body) };
  }

  async function putManifest(
    repository: string,
    reference: string,
    mediaType: string,
    value: object,
    seen: (answer: Response) => void = () => undefined,
  ): Promise<string> {
    const body = JSON.stringify({ schemaVersion: 2, mediaType, ...value });
    seen(await call('PUT', `/v2/${repository}/manifests/${reference}`, { body, type: mediaType }));
    manifests.set(sha256(body), { mediaType, body });
    return sha256(body);
  }

  async function putImage(
    repository: string,
    reference: string,
    mediaType: string,
    build: string,
  ): Promise<string> {
    const config = {
      architecture: 'amd64',
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: [] },
      author: build,
      created: '2024-05-01T10:00:00.123456789Z',
      config: { Labels: { 'org.opencontainers.image.revision': build } },
    };
    const blob = await putBlob(repository, JSON.stringify(config));
    return putManifest(repository, reference, mediaType, {
      config: { mediaType: CONFIGS[mediaType], ...blob },
      layers: [],
    });
  }

  return {
    async push(repository, tag, { build, mediaType = OCI_MANIFEST }) {
      if (CONFIGS[mediaType] !== undefined)
        return { digest: await putImage(repository, tag, mediaType, build) };
      const childType = mediaType.includes('.oci.')
        ? OCI_MANIFEST
        : 'application/vnd.docker.distribution.manifest.v2+json';
      const child = await putImage(repository, `child-${build}`, childType, build);
      const size = Buffer.byteLength(manifests.get(child)?.body ?? '');
      const platform = { architecture: 'amd64', os: 'linux' };
      const digest = await putManifest(repository, tag, mediaType, {
        manifests: [{ mediaType: childType, digest: child, size, platform }],
      });
      return { digest };
    },
    async attach(repository, subject, artifactType) {
      const annotations = { 'org.example.purpose': artifactType };
      const config = { mediaType: 'application/vnd.oci.empty.v1+json', ...(await putBlob(repository, '{}')) };
      const { mediaType = '', body = '' } = manifests.get(subject) ?? {};
      const refersTo = { mediaType, digest: subject, size: Buffer.byteLength(body) };
      const content = { artifactType, config, layers: [], subject: refersTo, annotations };
      let known = false;
      const name = sha256(JSON.stringify({ schemaVersion: 2, mediaType: OCI_MANIFEST, ...content }));
      const digest = await putManifest(repository, name, OCI_MANIFEST, content, (answer) => {
        known = answer.headers.get('oci-subject') === subject;
      });
      if (known) return { digest };
      const size = Buffer.byteLength(manifests.get(digest)?.body ?? '');
      const one = { mediaType: OCI_MANIFEST, digest, size, artifactType, annotations };
      const all = [...(attached.get(subject) ?? []), one];
      attached.set(subject, all);
      await putManifest(repository, subject.replace(':', '-'), OCI_INDEX, { manifests: all });
      return { digest };
    },
    async tag(repository, digest, tags) {
      const known = manifests.get(digest);
      if (known === undefined) throw new Error('not pushed by this publisher');
      for (const tag of tags) {
        await call('PUT', `/v2/${repository}/manifests/${tag}`, { body: known.body, type: known.mediaType });
      }
    },
  };
}

async function authorize(challenge: string, credentials: RegistryCredentials | undefined): Promise<string> {
  const { username, password } = credentials ?? { username: '', password: '' };
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const realm = /^Bearer realm="([^"]+)"/.exec(challenge)?.[1];
  if (realm === undefined) return basic;
  const url = new URL(realm);
  for (const [, name = '', value = ''] of challenge.matchAll(/(service|scope)="([^"]+)"/g)) {
    url.searchParams.set(name, value);
  }
  const response = await fetch(url, { headers: credentials === undefined ? {} : { authorization: basic } });
  const { token } = (await response.json()) as { token: string };
  return `Bearer ${token}`;
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
