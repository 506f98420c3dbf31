import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { states } from '@deployment-automator/api-schema';
import { bindingProblemCodes } from '@deployment-automator/bindings';
import { forgeErrorCodes } from '@deployment-automator/forge-clients';
import { registryWebhookKinds } from '@deployment-automator/registry-clients';
import { describe, expect, it } from 'vitest';
import { forgeWebhooks } from '../../src/config/webhook-schema.ts';
import { automatorErrorCodes } from '../../src/errors/automator-error.ts';
import { heldCodes } from '../../src/reconcile/index.ts';
import { apiProblemCodes } from '../../src/server/api/api-problem.ts';
import { codesOfType } from './codes-of-type.ts';
import { readPage, root } from './pages.ts';

function page(name: string): string {
  return readPage(`docs/${name}`).text;
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

  it('errors of the API', () => {
    expect(rows(page('errors.md'), 'Of the API')).toEqual([...apiProblemCodes]);
  });

  it('problems of bindings', () => {
    expect(rows(page('bindings.md'), 'What is wrong')).toEqual([...bindingProblemCodes]);
  });

  it('states of images', () => {
    const [, table = ''] = /^## States\n(.*?)^## /ms.exec(page('dashboard.md')) ?? [];
    expect([...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, state]) => state)).toEqual([...states]);
  });

  it('codes of holds', () => {
    const said = [...page('holds.md').matchAll(/^\|.*\|([^|]*)\|$/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code),
    );
    expect([...new Set(said)]).toEqual(['code', ...heldCodes]);
  });
});

describe('the docs list what the code has', () => {
  const facts = 'packages/manifest-patcher/src/facts.ts';
  const refusals = codesOfType(facts, 'FieldRefusalCode');
  it.each<readonly [heading: string, codes: readonly string[]]>([
    ['Of registries', codesOfType('packages/registry-clients/src/registry-error.ts', 'RegistryErrorCode')],
    ['Of forges', forgeErrorCodes],
    ['Of files', codesOfType(facts, 'ProblemCode')],
    ['Of image fields', refusals],
    ['Of edits', codesOfType('packages/manifest-patcher/src/edit/patch.ts', 'EditRefusalCode')],
  ])('%s', (heading, codes) => {
    expect(rows(page('errors.md'), heading).toSorted()).toEqual([...codes].toSorted());
  });

  it('kinds of webhooks', () => {
    const text = page('webhooks.md');
    const forges = Object.keys(forgeWebhooks.parse(Object.fromEntries(forgeKinds.map((kind) => [kind, {}]))));
    for (const kind of registryWebhookKinds) expect(text).toContain(`/webhooks/registry/${kind}`);
    for (const kind of forges) expect(rows(text, 'Forges')).toContain(kind);
  });

  it('variables of the environment', () => {
    const sources = readdirSync(join(root, 'apps/automator/src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, 'apps/automator/src', file), 'utf8'));
    const names = new Set(sources.flatMap((text) => text.match(/\bAUTOMATOR_[A-Z_]+\b/g) ?? []));
    const documented = rows(page('configuration.md'), 'Environment').join(' ');
    for (const name of names) expect(documented).toContain(name);
  });
});

const forgeKinds = ['github', 'gitlab', 'gitea', 'bitbucket', 'bitbucket-server', 'azure-devops'];
