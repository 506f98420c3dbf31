import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { gitEnvironment } from './run-git.ts';
import type { GitService, SmartHttpRequest } from './smart-http-request.ts';

type GitProcess = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Answers one request with a git process of its own, and returns when that process has ended. A client that
 * goes away takes the process with it.
 */
export async function serveGit(
  request: SmartHttpRequest,
  path: string,
  http: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { service, step } = request;
  if (step === 'serve' && http.request.headers['content-type'] !== `application/x-git-${service}-request`) {
    http.response.writeHead(415).end('the content type does not fit the service\n');
    return;
  }

  if (http.response.destroyed) return;

  const protocol = gitProtocol(http.request);
  const child = startGit(service, step, path, protocol);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('error', () => http.response.destroy());
  http.response.once('close', () => {
    if (!http.response.writableFinished) child.kill('SIGKILL');
  });

  const answer = step === 'advertise' ? 'advertisement' : 'result';
  http.response.writeHead(200, {
    'content-type': `application/x-git-${service}-${answer}`,
    'cache-control': 'no-cache',
  });
  http.response.flushHeaders();
  if (step === 'advertise' && !(service === 'upload-pack' && speaksVersion2(protocol))) {
    http.response.write(packetLine(`# service=git-${service}\n`) + FLUSH);
  }
  child.stdout.pipe(http.response);
  // Broken input closes git's: git then ends by itself, and with it the response.
  if (step === 'advertise') child.stdin.end();
  else await pipeline([...requestBody(http.request), child.stdin]).catch(() => {});
  await ended;
}

function startGit(
  service: GitService,
  step: SmartHttpRequest['step'],
  path: string,
  protocol: string | undefined,
): GitProcess {
  const advertise = step === 'advertise' ? ['--advertise-refs'] : [];
  const env = gitEnvironment();
  return spawn('git', [service, '--stateless-rpc', ...advertise, path], {
    env: protocol === undefined ? env : { ...env, GIT_PROTOCOL: protocol },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

/** Large fetch negotiations arrive compressed. */
function requestBody(request: IncomingMessage): [Readable, ...NodeJS.ReadWriteStream[]] {
  const encoding = request.headers['content-encoding'];
  return encoding === 'gzip' || encoding === 'x-gzip' ? [request, createGunzip()] : [request];
}

/** The `Git-Protocol` header goes to git as it is, if it is of the form that git defines for it. */
function gitProtocol(request: IncomingMessage): string | undefined {
  const header = request.headers['git-protocol'];
  return typeof header === 'string' && /^[\w.=:-]{1,256}$/.test(header) ? header : undefined;
}

function speaksVersion2(protocol: string | undefined): boolean {
  return protocol?.split(':').includes('version=2') ?? false;
}

const FLUSH = '0000';

/** gitprotocol-common(5): the length of the whole line in four hex digits, then the text. */
function packetLine(text: string): string {
  return (text.length + 4).toString(16).padStart(4, '0') + text;
}
