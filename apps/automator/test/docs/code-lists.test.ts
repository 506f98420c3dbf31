import { readFileSync } from 'node:fs';
import { bindingProblemCodes } from '@deployment-automator/bindings';
import { describe, expect, it } from 'vitest';
import { automatorErrorCodes } from '../../src/errors/automator-error.ts';
import { bindingStates, heldCodes } from '../../src/reconcile/index.ts';
import { createMetrics } from '../../src/telemetry/index.ts';

function page(name: string): string {
  return readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), 'utf8');
}

/** The codes in the first column of a section's table. */
function rows(text: string, heading: string): string[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const cells = section.split('\n').flatMap((line) => /^\|(.*?)\|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));
}

describe('the docs list what the code has, in its order', () => {
  it('errors of the application', () => {
    expect(rows(page('errors.md'), 'Of the service')).toEqual([...automatorErrorCodes]);
  });

  it('problems of bindings', () => {
    expect(rows(page('bindings.md'), 'What is wrong')).toEqual([...bindingProblemCodes]);
  });

  it('codes of holds', () => {
    const said = [...page('holds.md').matchAll(/^\|.*\|([^|]*)\|$/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code),
    );
    expect([...new Set(said)]).toEqual(['code', ...heldCodes]);
  });

  it('metrics and binding states', async () => {
    const names = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
    const documented = rows(page('operations.md'), 'Metrics').map((cell) => cell.replace(/\{.*/, ''));
    expect(documented.toSorted()).toEqual(names.toSorted());
    for (const state of bindingStates) expect(page('operations.md')).toContain(`\`${state}\``);
  });
});
