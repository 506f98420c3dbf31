import { cpus, totalmem } from 'node:os';
import type { FloorShot } from './floor.ts';
import type { Shots } from './measure.ts';
import type { Service } from './service.ts';
import { median, percentile } from './statistics.ts';

/** Webhook to remote commit, against a bare commit and push over the same transport. */
const limit = 1.6;

export function reportMachine(gitVersion: string): string {
  const { length, 0: first } = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `machine: ${length} x ${first?.model ?? 'unknown'}, ${memory} GiB, Node ${process.version}, ${gitVersion}`;
}

export function reportStart(what: string, service: Service): string {
  const { started, longestStall } = service;
  return (
    `${what}: listening after ${whole(started.listening)} ms, ready after ${whole(started.ready)} ms, ` +
    `longest wait for /healthz ${whole(longestStall)} ms, ${reportMemory(service)}`
  );
}

export function reportMemory({ peakMemory }: Service): string {
  const bytes = peakMemory();
  return `peak memory ${bytes === undefined ? 'unknown on this system' : `${Math.round(bytes / 1e6)} MB`}`;
}

export function reportShots({ webhook, plumbing, fastImport }: Shots): string {
  const visible = webhook.map((shot) => shot.visible);
  const floor = plumbing.map((shot) => shot.visible);
  const leanest = fastImport.map((shot) => shot.visible);
  const ended = (shots: readonly FloorShot[]): string => spread(shots.map((shot) => shot.ended));
  const lines = [
    `webhook to commit: ${spread(visible)}; bare git commit and push: ${spread(floor)}; ` +
      `ratio ${ratio(visible, floor)} (limit ${limit})`,
    `  beside git fast-import and push, the fewest commands: ${spread(leanest)}; ratio ${ratio(visible, leanest)}`,
    `  the bare commands until the last has ended: ${ended(plumbing)}; with fast-import ${ended(fastImport)}`,
    `  git push alone, until it has ended: ${spread(plumbing.map(({ push }) => push))}`,
    `  the webhook's own answer: ${spread(webhook.map(({ answered }) => answered))}`,
    '  the way, by what the registry and the remote were asked:',
  ];
  for (const [at, { part }] of (webhook[0]?.parts ?? []).entries()) {
    const times = webhook.flatMap(({ parts }) => parts[at]?.milliseconds ?? []);
    lines.push(`    ${spread(times)}  ${part}`);
  }
  return lines.join('\n');
}

function spread(values: readonly number[]): string {
  return `median ${tenth(median(values))} ms, p95 ${tenth(percentile(values, 0.95))} ms`;
}

function ratio(values: readonly number[], floor: readonly number[]): string {
  return (median(values) / median(floor)).toFixed(2);
}

function tenth(milliseconds: number): string {
  return milliseconds.toFixed(1);
}

function whole(milliseconds: number): string {
  return milliseconds.toFixed(0);
}
