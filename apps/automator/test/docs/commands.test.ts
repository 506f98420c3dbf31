import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CommandShape, faultOf, readCommandTree } from './command-tree.ts';
import { type Block, placeOf, readPages, root } from './pages.ts';
import { commandsOf } from './shell-words.ts';

const pages = readPages();
const shellBlocks = pages.flatMap(({ blocks }) => blocks.flatMap(shellOf));

/** The commands of a block; where it shows what they printed too, they stand behind a prompt. */
function shellOf(block: Block): Block[] {
  if (block.language === 'sh') return [block];
  if (block.language !== 'console') return [];
  const commands = block.text.split('\n').filter((line) => line.startsWith('$ '));
  return [{ ...block, text: commands.map((line) => `${line.slice(2)}\n`).join('') }];
}

/** Programs that pages may name beside ours, and why their lines are read only, where no test runs them. */
const others: Readonly<Record<string, string>> = {
  automator: 'checked against the command tree',
  npx: 'npx automator is checked against the command tree',
  npm: 'its scripts are looked up in package.json',
  git: 'part of what is run where the block is marked; elsewhere it would write to the reader’s own repository',
  curl: 'run against a service where the block is marked; elsewhere it asks a host of the reader’s',
  cd: 'of the shell',
  cat: 'of the shell',
  export: 'of the shell',
  mkdir: 'of the shell',
  printf: 'of the shell',
  echo: 'of the shell',
  sudo: 'changes the reader’s machine',
  install: 'changes the reader’s machine',
  systemctl: 'changes the reader’s machine',
  journalctl: 'reads the reader’s machine',
  useradd: 'changes the reader’s machine',
  openssl: 'makes a secret',
  'ssh-keygen': 'makes a key',
  'ssh-keyscan': 'asks the reader’s git server',
  docker: 'needs Docker',
  kubectl: 'needs a cluster',
  aws: 'needs an account at Amazon',
  gcloud: 'needs an account at Google',
  az: 'needs an account at Azure',
  flux: 'needs a cluster with Flux',
  argocd: 'needs a cluster with Argo CD',
};

let tree: ReadonlyMap<string, CommandShape>;
beforeAll(async () => {
  tree = await readCommandTree();
});

describe('the commands of the pages', () => {
  it.each(shellBlocks)('$page:$line is a shell text', ({ text }) => {
    expect(execFileSync('sh', ['-n'], { input: text, encoding: 'utf8' })).toBe('');
  });

  it('name programs that are known', () => {
    const unknown = shellBlocks
      .filter(({ marks }) => marks[0] !== 'run')
      .flatMap((block) =>
        commandsOf(block.text)
          .filter(([program = '']) => !Object.hasOwn(others, program))
          .map((words) => `${placeOf(block)}: ${words.join(' ')}`),
      );
    expect(unknown).toEqual([]);
  });

  it('of ours exist, with these options', () => {
    const inBlocks = shellBlocks.flatMap((block) =>
      commandsOf(block.text).map((words) => ({ place: placeOf(block), words })),
    );
    const inProse = pages.flatMap(({ path, prose }) =>
      [...prose.matchAll(/`((?:npx )?automator [a-z-][^`]*)`/g)].flatMap(([, code = '']) =>
        commandsOf(plainUsage(code)).map((words) => ({ place: path, words })),
      ),
    );
    const ours = [...inBlocks, ...inProse]
      .map(({ place, words }) => ({ place, words: words[0] === 'npx' ? words.slice(1) : words }))
      .filter(({ words }) => words[0] === 'automator');
    const faults = ours.flatMap(({ place, words }) => {
      const fault = faultOf(words.slice(1), tree);
      return fault === undefined ? [] : [`${place}: ${words.join(' ')}: ${fault}`];
    });
    expect(ours.length).toBeGreaterThan(20);
    expect(faults).toEqual([]);
  });

  it('that systemd starts exist', () => {
    const units = pages.flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'ini'));
    const started = units.flatMap(({ text }) =>
      [...text.matchAll(/^ExecStart=(.*)$/gm)].map(([, line = '']) => line),
    );
    const ours = started.map((line) => line.split(/automator\.mjs /)[1]?.split(' ') ?? []);
    expect(ours.map((words) => faultOf(words, tree))).toEqual(started.map(() => undefined));
    expect(started).not.toEqual([]);
  });

  it('of npm are scripts of ours', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const called = pages.flatMap(({ text }) =>
      [...text.matchAll(/\bnpm run ([a-z0-9:-]+)/g)].map(([, script = '']) => script),
    );
    expect(called.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
  });

  it('are all on the page of the command line', () => {
    const page = pages.find(({ path }) => path === 'docs/command-line.md')?.text ?? '';
    for (const { name, options } of tree.values()) {
      expect(page, name).toContain(`\`automator ${name}`);
      for (const option of options.keys()) {
        if (option !== '--help') expect(page, `${name} ${option}`).toContain(option);
      }
    }
  });
});

/** A usage line as the reader would type it: without brackets, alternatives and dots. */
function plainUsage(code: string): string {
  return code
    .replaceAll('\\|', '|')
    .replaceAll(/\[([^\]]*)\]/g, '$1')
    .replaceAll(/(?:\.\.\.|…)/g, '')
    .replaceAll(/<([^>]*)>/g, '$1');
}
