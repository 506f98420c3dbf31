import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerApi } from './answer-api.ts';
import type { Api, ApiRequest } from './api.ts';
import { type BuiltImage, buildImage, type ImageFacts } from './build-image.ts';
import { createGuard } from './guard.ts';
import { listen, readRequest, stop, writeReply } from './http.ts';
import { ImageStore } from './image-store.ts';
import { createNotifier } from './notifier.ts';
import { errorReply, type Reply } from './reply.ts';
import type { Fault, SandboxRegistry, SandboxRegistryOptions, SandboxRequest } from './sandbox-registry.ts';
import { pushImage, storeImage } from './store-image.ts';

const LOG_LENGTH = 10_000;

/**
 * Starts an OCI registry in this process, on the loopback interface only, with everything in memory. It speaks
 * the real protocol: pull, push, delete, paging, the three ways of authentication, and the notifications of the
 * distribution registry.
 *
 * Rejects when the port is taken.
 */
export async function startSandboxRegistry(options: SandboxRegistryOptions = {}): Promise<SandboxRegistry> {
  const now = options.now ?? Date.now;
  const log: SandboxRequest[] = [];
  let fault: Fault | undefined;
  let builds = 0;

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.socket.destroy());
  });
  const host = await listen(server, options.port ?? 0);
  const url = `http://${host}`;
  const notifier = createNotifier(options.notifications ?? [], host, now);
  const guard = createGuard({
    mode: options.auth ?? (options.credentials === undefined ? 'none' : 'basic'),
    credentials: options.credentials,
    realm: `${url}/token`,
    now,
  });
  const api: Api = {
    url,
    store: new ImageStore(),
    uploads: new Map(),
    guard,
    notifier,
    tagList: {
      ...options.tagList,
      ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
    },
    referrers: options.referrers,
    extension: options.extension,
    now,
  };

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = now();
    const request = await readRequest(incoming, url);
    const { method, headers } = request;
    const path = request.url.pathname + request.url.search;
    const reply = fault?.({ method, path, headers }) ?? answer(api, request);

    const entry = { method, path, status: typeof reply === 'string' ? 0 : reply.status, at };
    if (log.push(entry) > LOG_LENGTH) log.shift();
    if (reply === 'cut') incoming.socket.destroy();
    else if (reply !== 'hang') writeReply(response, method, reply);
    options.onRequest?.(entry);
  }

  function build(facts: ImageFacts): BuiltImage {
    builds += 1;
    return buildImage(facts, builds, now());
  }

  return {
    host,
    url,
    requests: log,
    push: async (repository, tag, facts = {}) => ({
      digest: pushImage(api, repository, build(facts), tag).digest,
    }),
    seed(repository, tags, pushedAt) {
      const image = build({});
      if (pushedAt === undefined) storeImage(api, repository, image, tags, now());
      else for (const tag of tags) storeImage(api, repository, image, [tag], pushedAt(tag));
    },
    answer(next) {
      fault = next;
    },
    revokeTokens: guard.revokeTokens,
    close() {
      notifier.close();
      return stop(server);
    },
  };
}

/** A client's mistake, such as a path that cannot be decoded, must not end the process. */
function answer(api: Api, request: ApiRequest): Reply {
  try {
    return answerApi(api, request);
  } catch (error) {
    return errorReply(400, 'UNSUPPORTED', `the request cannot be read: ${String(error)}`);
  }
}
