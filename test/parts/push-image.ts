import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

export interface ImageOptions {
  /** Default: none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The build time in the image's configuration. Default: 2026-01-01T00:00:00Z. */
  readonly created?: string;
  readonly credentials?: RegistryCredentials;
}

/**
 * Pushes a small valid OCI image and gives its manifest's digest. Images of different tags differ.
 * Source: OCI distribution spec, "Pushing blobs" and "Pushing manifests".
 */
export async function pushImage(
  registryUrl: string,
  repository: string,
  tag: string,
  options: ImageOptions = {},
): Promise<string> {
  const headers = authorization(options.credentials);
  const base = `${registryUrl}/v2/${repository}`;
  const emptyTar = Buffer.alloc(1024);
  const layer = gzipSync(emptyTar);
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      created: options.created ?? '2026-01-01T00:00:00Z',
      config: { Env: [`TAG=${tag}`], Labels: options.labels ?? {} },
      rootfs: { type: 'layers', diff_ids: [digest(emptyTar)] },
    }),
  );
  const descriptor = (kind: string, bytes: Buffer) => ({
    mediaType: `application/vnd.oci.image.${kind}`,
    digest: digest(bytes),
    size: bytes.length,
  });
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: descriptor('config.v1+json', config),
      layers: [descriptor('layer.v1.tar+gzip', layer)],
    }),
  );

  for (const blob of [layer, config]) await pushBlob(base, blob, headers);
  await send(`${base}/manifests/${tag}`, manifest, { ...headers, 'content-type': mediaType });
  return digest(manifest);
}

async function pushBlob(base: string, blob: Buffer, headers: Record<string, string>): Promise<void> {
  const started = await fetch(`${base}/blobs/uploads/`, { method: 'POST', headers });
  const location = started.headers.get('location');
  if (started.status !== 202 || location === null) {
    throw new Error(
      `POST ${base}/blobs/uploads/ was answered with ${started.status}: ${await started.text()}`,
    );
  }
  const upload = new URL(location, base);
  upload.searchParams.set('digest', digest(blob));
  await send(upload.href, blob, { ...headers, 'content-type': 'application/octet-stream' });
}

async function send(url: string, bytes: Buffer, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
  if (answer.status !== 201) {
    throw new Error(`PUT ${url} was answered with ${answer.status}: ${await answer.text()}`);
  }
}

function authorization(credentials: RegistryCredentials | undefined): Record<string, string> {
  if (credentials === undefined) return {};
  const encoded = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  return { authorization: `Basic ${encoded}` };
}

function digest(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
