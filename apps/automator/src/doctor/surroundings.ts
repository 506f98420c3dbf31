import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Config, UnsetVariable } from '../config/index.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

/** Milliseconds for a service that answers on our own address. */
const patience = 3000;

/** Variables that are not set count as left out, which is a mistake more often than not. */
export function checkEnvironment(unset: readonly UnsetVariable[]): readonly Finding[] {
  if (unset.length === 0) return [ok('environment', 'every variable that the configuration names is set')];
  return unset.map(({ name, key }) =>
    warning(
      'environment',
      `${name} is not set, so ${key} counts as left out`,
      `set ${name} for the process, or take ${key} out of the configuration`,
    ),
  );
}

export async function checkDataDir({ dataDir }: Pick<Config, 'dataDir'>): Promise<Finding> {
  const file = join(dataDir, `doctor-${process.pid}`);
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, '');
    rmSync(file);
    return ok('dataDir', `${resolve(dataDir)} can be written`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure(
      'dataDir',
      `${resolve(dataDir)} cannot be written: ${reason}`,
      'give the user that runs this the right to write there, or set dataDir',
    );
  }
}

export async function checkListen({ listen: { host, port } }: Pick<Config, 'listen'>): Promise<Finding> {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const problem = await tryToListen(host, port);
  if (problem === undefined) return ok('listen', `${address} is free`);
  if (await isOurs(address)) return ok('listen', `a service answers on ${address} already`);
  return failure(
    'listen',
    `cannot listen on ${address}: ${problem}`,
    'set listen: to another port, or stop that process (ss -ltnp names it)',
  );
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ message }) =>
      resolve(message.includes('EADDRINUSE') ? 'another process has this port' : message),
    );
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

async function isOurs(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://${address}/readyz`, { signal: AbortSignal.timeout(patience) });
    return (await answer.text()).includes('configRepos');
  } catch {
    return false;
  }
}

/** What keeps the whole service from writing. */
export function checkFreeze(frozen: string | undefined): readonly Finding[] {
  if (frozen === undefined) return [];
  return [warning('freeze', `nothing is written: ${frozen}`, 'unset AUTOMATOR_FREEZE to let updates go on')];
}
