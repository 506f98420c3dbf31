import { expect, it } from 'vitest';
import { createRefusalLog } from '../../src/service/log-refusals.ts';
import { createLog } from '../../src/telemetry/index.ts';

it('says once in a while which webhooks were refused, and what to do', () => {
  const lines: string[] = [];
  let time = 0;
  const logRefusal = createRefusalLog(createLog({ write: (line) => lines.push(line) }), () => time);
  logRefusal('distribution', 202);
  logRefusal('distribution', 401);
  logRefusal('distribution', 401);
  logRefusal('quay', 401);
  logRefusal('distribution', 413);
  time += 30_000;
  logRefusal('distribution', 401);
  expect(lines.map((line) => JSON.parse(line)).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'distribution 401',
    'quay 401',
    'distribution 413',
    'distribution 401',
  ]);
  expect(lines[0]).toContain('compare it with webhooks.registry.distribution');
});
