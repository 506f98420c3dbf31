import { isRegistry, isRepository } from './grammar.ts';
import type { ImageReferenceErrorCode } from './image-reference-error.ts';

/** An image without a version: where it lives and what it is called there. */
export interface ImageName {
  /** Host, with port where there is one: `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly registry: string;
  /** Path on the registry: `library/nginx`, `acme/web`. */
  readonly repository: string;
}

const dockerHub = 'docker.io';
const dockerHubHosts: readonly string[] = [dockerHub, 'index.docker.io', 'registry-1.docker.io'];

/**
 * The identity of an image everywhere: `docker.io/library/nginx`. All hosts of Docker Hub are one here, also
 * `registry-1.docker.io`, which the parser leaves as it is because Docker's own does. So compare images by this
 * text, never by their fields. The host's case is kept: it can be what makes the text a host (`EXAMPLE/web`).
 */
export function imageName(image: ImageName): string {
  const { registry, repository } = canonicalName(image);
  return `${registry}/${repository}`;
}

/**
 * Splits a name at its registry as Docker does, or says what is wrong with it. The text before the first `/` is a
 * registry only where it cannot be a path: `localhost`, a `.`, a `:` or an upper-case letter.
 */
export function readName(text: string): ImageName | ImageReferenceErrorCode {
  if (text === '') return 'empty';
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(text)) return 'url';

  const slash = text.indexOf('/');
  const host = text.slice(0, Math.max(slash, 0));
  const hasHost = host === 'localhost' || /[.:A-Z]/.test(host);
  const written = hasHost ? host : dockerHub;
  const registry = written === 'index.docker.io' ? dockerHub : written;
  const path = hasHost ? text.slice(slash + 1) : text;
  const repository = registry === dockerHub ? withLibrary(path) : path;

  if (!isRegistry(registry)) return 'bad-registry';
  if (isRepository(repository)) return { registry, repository };
  return /[A-Z]/.test(repository) ? 'upper-case' : 'bad-repository';
}

/** The name in the parts of its identity; see `imageName`. */
export function canonicalName({ registry, repository }: ImageName): ImageName {
  if (!dockerHubHosts.includes(registry)) return { registry, repository };
  return { registry: dockerHub, repository: withLibrary(repository) };
}

function withLibrary(path: string): string {
  return path.includes('/') ? path : `library/${path}`;
}
