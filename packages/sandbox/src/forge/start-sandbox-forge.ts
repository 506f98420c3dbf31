import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, readRequest, stop } from '../registry/http.ts';
import { jsonReply, type Reply } from '../registry/reply.ts';
import { BareRepository } from './bare-repository.ts';
import type { ForgeRequest, ForgeSite } from './dialect.ts';
import { dialects } from './dialects.ts';
import { ForgeState } from './forge-state.ts';
import { personActs } from './person.ts';
import type { SandboxAccount } from './pull-record.ts';
import type { ForgeFault, ForgeRequestEntry, SandboxForge, SandboxForgeOptions } from './sandbox-forge.ts';

const LOG_LENGTH = 10_000;

const DEFAULT_ACCOUNTS: readonly SandboxAccount[] = [
  { login: 'automator', token: 'sandbox-token', bot: true, permission: 'write' },
  { login: 'alice', permission: 'write' },
  { login: 'bob', permission: 'read' },
  { login: 'stale', bot: true, permission: 'read' },
];

/**
 * Starts a forge in this process, on the loopback interface only. Branches and merges are those of the bare
 * repository, so that whatever is pushed to the git server is seen here, and what is merged here can be fetched.
 *
 * Rejects when the port is taken.
 */
export async function startSandboxForge(options: SandboxForgeOptions): Promise<SandboxForge> {
  const now = options.now ?? Date.now;
  const accounts = options.accounts ?? DEFAULT_ACCOUNTS;
  const dialect = dialects[options.kind];
  const state = new ForgeState(new BareRepository(options.git.path), dialect.traits, now);
  const log: ForgeRequestEntry[] = [];
  const formerNames: string[] = [];
  let fault: ForgeFault | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.socket.destroy());
  });
  const url = `http://${await listen(server, options.port ?? 0)}`;
  const site = {
    url,
    state,
    now,
    pageSize: options.pageSize,
    repository: options.repository,
    formerNames,
    archived: false,
    accountOf: (token: string | undefined) =>
      token === undefined ? undefined : accounts.find((account) => account.token === token),
    installationToken: () => accounts.find(({ token }) => token !== undefined)?.token ?? '',
    accounts,
    account: (login: string) => accounts.find((account) => account.login === login),
    source: (name: string) =>
      options.sources?.[name] ?? (name === site.repository ? { path: options.git.path } : undefined),
    releaseOf: (name: string, tag: string) =>
      options.sources?.[name]?.releases?.find((release) => release.tag === tag),
  };

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = now();
    const raw = await readRequest(incoming, url);
    const request = { ...raw, body: parseBody(raw.body) };
    const path = raw.url.pathname + raw.url.search;
    const planned = fault?.({ method: raw.method, path, body: request.body });
    const works = planned === undefined || planned === 'cut-after' || planned === 'hang-after';
    const worked = works ? await inTurn(site, request) : undefined;
    const reply = typeof planned === 'string' ? undefined : (planned ?? worked);

    log.push({
      method: raw.method,
      path,
      headers: raw.headers,
      body: request.body,
      status: reply?.status ?? 0,
      answer: parseBody(Buffer.from(reply?.body ?? '')),
      at,
    });
    if (log.length > LOG_LENGTH) log.shift();
    if (reply !== undefined) write(response, raw.method, reply);
    else if (planned === 'cut' || planned === 'cut-after') incoming.socket.destroy();
    const entry = log.at(-1);
    if (entry !== undefined) options.onRequest?.(entry);
  }

  /** One after the other: the state is read and changed across steps of git. */
  function inTurn(where: ForgeSite, request: ForgeRequest): Promise<Reply> {
    const turn = queue.then(async () => {
      await state.sync();
      return dialect.answer(where, request);
    });
    // A fault of the forge itself: what it says is for whoever mends the sandbox.
    const answered = turn.catch((error: unknown) => jsonReply(500, { message: String(error) }));
    queue = answered;
    return answered;
  }

  const known = (login: string): SandboxAccount => site.account(login) ?? { login, permission: 'read' };
  return {
    kind: options.kind,
    url,
    apiUrl: url + dialect.apiPath,
    token: accounts.find(({ token }) => token !== undefined)?.token ?? '',
    get repository() {
      return site.repository;
    },
    requests: log,
    async pulls() {
      await state.sync();
      return state.pulls;
    },
    person: personActs(state, known, {
      rename(to) {
        formerNames.push(site.repository);
        site.repository = to;
      },
      archive() {
        site.archived = true;
      },
    }),
    answer(next) {
      fault = next;
    },
    faultReply: (name, retryAt) => dialect.fault(name, { now: now(), retryAt: retryAt ?? now() + 60_000 }),
    close: () => stop(server),
  };
}

function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function write(response: ServerResponse, method: string, reply: Reply): void {
  const body = Buffer.from(reply.body ?? '');
  const length = reply.status === 204 ? {} : { 'content-length': body.length };
  response.writeHead(reply.status, { ...length, ...reply.headers });
  response.end(method === 'HEAD' || reply.status === 204 ? undefined : body);
}
