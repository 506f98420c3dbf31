import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const source = new URL('../../src/', import.meta.url);
/** An import or a re-export that is there at run time; `import(…)` is not, and neither are types. */
const imports = /^(?:import|export)\s+(?!type\b)(?:[^'"]*?\bfrom\s+)?['"]([^'"]+)['"]/gm;

/** Everything outside this package that a module loads before it runs, and the files of ours on the way. */
function loadedBy(file: URL, seen = new Set<string>(), outside = new Set<string>()) {
  if (seen.has(file.href)) return { seen, outside };
  seen.add(file.href);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
    if (name.startsWith('.')) loadedBy(new URL(name, file), seen, outside);
    else outside.add(name);
  }
  return { seen, outside };
}

it('the command line loads nothing but commander until a command is called', () => {
  const { seen, outside } = loadedBy(new URL('cli/main.ts', source));
  expect([...outside].sort()).toEqual(['commander', 'node:fs']);
  expect([...seen].map((href) => href.slice(source.href.length)).sort()).toEqual([
    'cli/command-line.ts',
    'cli/describe-command.ts',
    'cli/exit-code.ts',
    'cli/main.ts',
    'cli/program.ts',
    'cli/style.ts',
    'cli/terminal.ts',
    'errors/automator-error.ts',
  ]);
});

it('a command loads what is heavy, so that the look above sees such things', () => {
  const { outside } = loadedBy(new URL('cli/run.ts', source));
  for (const heavy of ['simple-git', 'zod', 'yaml', 'fastify']) expect([...outside]).toContain(heavy);
});

it('the plan of a folder loads neither the server nor the clients of forges', () => {
  for (const file of ['cli/plan.ts', 'service/plan-folder.ts']) {
    const { outside } = loadedBy(new URL(file, source));
    for (const heavy of ['fastify', 'pino', 'prom-client', '@deployment-automator/forge-clients']) {
      expect([...outside], file).not.toContain(heavy);
    }
  }
});
