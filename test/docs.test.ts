import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type SandboxForge,
  type SandboxGitServer,
  startSandboxForge,
  startSandboxGitServer,
} from '@deployment-automator/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPage, readPages, root } from '../apps/automator/test/docs/pages.ts';
import { startProcess } from './parts/start-process.ts';
import { temporaryFolder } from './world/automator.ts';
import { followPage, type Printed, type Reader, startReader } from './world/run-page.ts';

/** Set to 1, what pages show is written anew instead of compared. */
const writes = process.env['AUTOMATOR_WRITE_DOCS'] === '1';

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let reader: Reader;
const closings: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  home = await temporaryFolder();
  const folder = join(home.path, 'work/checkout');
  await mkdir(folder, { recursive: true });
  reader = await startReader(folder, home.path);
});
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
  await home.remove();
});

/** Compares what was printed with what the page shows, where addresses differ each time. */
function check(printed: readonly Printed[], fitting: (text: string) => string): void {
  // From the last to the first, so that lines stay where they are.
  for (const { shown, text } of printed.toReversed()) {
    if (writes) {
      const file = join(root, shown.page);
      const lines = readFileSync(file, 'utf8').split('\n');
      lines.splice(shown.line, shown.text.split('\n').length - 1, ...fitting(text).trimEnd().split('\n'));
      writeFileSync(file, lines.join('\n'));
    } else expect(fitting(text), `${shown.page}:${shown.line}`).toBe(shown.text);
  }
}

test('the tutorial goes as it says, to the pull request', async () => {
  const shown = '127.0.0.1:40001';
  let registry = '';
  let forge: SandboxForge | undefined;
  const printed = await followPage(readPage('docs/tutorial.md'), reader, async ({ marks: [mark], text }) => {
    if (mark === 'demo' && text.startsWith('npm run demo')) {
      const demo = await startProcess({
        command: process.execPath,
        args: [join(root, 'apps/automator/bin/automator.mjs'), 'demo'],
        ready: /Stop with Ctrl-C/,
      });
      closings.push(() => demo.end('SIGTERM'));
      const said = (part: string) =>
        new RegExp(`^${part} +http://(\\S+)`, 'm').exec(demo.output())?.[1] ?? '';
      registry = said('registry');
      await reader.set({ REGISTRY: registry, GIT_URL: `http://${said('git server')}` });
    } else if (mark === 'account') {
      const git: SandboxGitServer = await startSandboxGitServer();
      closings.push(() => git.close());
      const repository = await git.createRepository('me/my-config', { defaultBranch: 'main' });
      forge = await startSandboxForge({ kind: 'github', git: repository, repository: 'me/my-config' });
      closings.push(async () => forge?.close());
      await reader.set({
        CONFIG_URL: repository.url,
        GITHUB_TOKEN: forge.token,
        GITHUB_API_URL: forge.apiUrl,
      });
    }
  });
  check(printed, (text) => text.replaceAll(registry, shown));
  const pulls = await forge?.pulls();
  expect(pulls?.map(({ state, title }) => [state, title])).toEqual([
    ['open', `Update ${registry}/me/helloworld to 1.2.0`],
  ]);
});

const others = readPages().filter(
  ({ path, blocks }) => path !== 'docs/tutorial.md' && blocks.some(({ marks }) => marks[0] === 'run'),
);

test.each(others)('what $path lets its reader run goes as it says', async (page) => {
  check(await followPage(page, reader, async () => undefined), (text) => text);
});
