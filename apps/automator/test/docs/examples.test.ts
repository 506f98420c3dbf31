import { bind, type DialectName, dialectNames, wantedKinds } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig } from '../../src/config/index.ts';
import { configSchema } from '../../src/config/schema.ts';
import { type Block, placeOf, readPages } from './pages.ts';

const blocks = readPages().flatMap((page) => page.blocks);

/** What stands behind `yaml` where the block is in the format of somebody else. Each of them is parsed. */
const foreign: Readonly<Record<string, string>> = {
  'github-actions': 'a step of a GitHub workflow',
  'gitlab-ci': 'a job of a GitLab pipeline',
  circleci: 'a step of a CircleCI job',
  'bitbucket-pipelines': 'a step of a Bitbucket pipeline',
  distribution: 'the configuration of Docker’s registry',
  prometheus: 'what Prometheus is told to ask',
};

/** How the languages that pages use are looked at. */
const languages: Readonly<Record<string, string>> = {
  sh: 'commands.test.ts, and what is marked "run" is run',
  yaml: 'below',
  json: 'below',
  '': 'output and pictures',
  text: 'output; what is marked "output" is compared by the test that runs the block before it',
  console: 'a command behind "$ ", checked by commands.test.ts, and what it printed',
  diff: 'output',
  ebnf: 'the grammar, for readers',
  hcl: 'a marked line, below',
  ruby: 'GitLab’s own configuration',
  groovy: 'webhooks.test.ts runs the command in it',
  ini: 'a unit of systemd',
  promql: 'alerts, for readers',
};

/** What a block that is read as one file binds, and what is wrong with it. */
function bindBlock({ text, marks }: Block, path: string): { bound: number; problems: readonly string[] } {
  const named = dialectNames.find((name) => name === marks[0]);
  const dialects: readonly DialectName[] = named === undefined ? ['automator'] : [named];
  const facts = readFile(path, Buffer.from(text), wantedKinds(dialects));
  const unread = facts.problems.map(({ code, line }) => `${line}: ${code}`);
  const { bindings, problems } = bind([facts], dialects);
  // What another tool's example names may stand in another file.
  const told = problems.filter(({ code }) => named === undefined || code !== 'unresolved');
  const wrong = [...unread, ...told.map(({ code, place }) => `${place.line}: ${code}`)];
  return { bound: bindings.length, problems: wrong };
}

/** As much of a configuration as the block does not say itself. */
function configOf(text: string): string {
  const known = parse(text);
  return known.configRepos === undefined ? `${text}configRepos: [{ name: config, url: x }]\n` : text;
}

function checkYaml(block: Block): void {
  const [mark] = block.marks;
  for (const document of parseAllDocuments(block.text)) expect(document.errors).toEqual([]);
  if (mark !== undefined && Object.hasOwn(foreign, mark)) return;
  const keys = topKeys(block.text);
  if (keys.length > 0 && keys.every((key) => Object.hasOwn(configSchema.shape, key))) {
    const env = new Proxy({}, { get: (_target, name) => variable(String(name)) });
    loadConfig(placeOf(block), configOf(block.text), { env, readFile: () => 'a secret' });
  } else if (
    keys.length > 0 &&
    keys.every((key) => ['rules', 'holds', 'releases', 'freezes', 'freeze'].includes(key))
  ) {
    // The fields that it names stand in other files.
    expect(
      bindBlock(block, '.automator.yaml').problems.filter((problem) => !problem.endsWith('unresolved')),
    ).toEqual([]);
  } else if (mark === 'before') {
    expect(block.marks[1], 'the name of the file').toMatch(/\.ya?ml$/);
  } else {
    expect(['file', 'after', undefined, ...dialectNames], 'a mark that is known').toContain(mark);
    const path = mark === 'file' || mark === 'after' ? (block.marks[1] ?? '') : 'example.yaml';
    const { bound, problems } = bindBlock(block, path);
    if (block.marks[2] === 'wrong') expect(problems).not.toEqual([]);
    else expect(problems).toEqual([]);
    if (/automator\/tag|# automator: /.test(block.text) && block.marks[2] !== 'wrong')
      expect(bound).toBeGreaterThan(0);
    const facts = readFile(path, Buffer.from(block.text), wantedKinds(dialectNames));
    expect(facts.fields.length + facts.notes.length, 'an example about images').toBeGreaterThan(0);
  }
}

/** Variables of examples that are no secrets must be what they are for. */
function variable(name: string): string {
  if (name === 'REDIS_URL') return 'redis://127.0.0.1:6379';
  return /_(?:URL|API)$/.test(name) ? 'http://127.0.0.1:8080' : 'value';
}

function topKeys(text: string): string[] {
  return parseAllDocuments(text).flatMap((document) => {
    const value: unknown = document.toJS();
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  });
}

describe('the examples of the pages', () => {
  it('are in languages that somebody looks at', () => {
    expect(blocks.filter(({ language }) => !Object.hasOwn(languages, language)).map(placeOf)).toEqual([]);
  });

  it('are said to be commands where they are', () => {
    const unsaid = blocks.filter(
      ({ language, text }) => language === '' && /^(?:automator|npx|npm|git|curl) /m.test(text),
    );
    expect(unsaid.map(placeOf)).toEqual([]);
  });

  it.each(blocks.filter(({ language }) => language === 'json'))('$page:$line is JSON', ({ text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });

  it.each(blocks.filter(({ language }) => language === 'yaml'))('$page:$line is what it says', checkYaml);

  it.each(blocks.filter(({ language }) => language === 'hcl'))('$page:$line binds a marked line', (block) => {
    expect(bindBlock(block, 'example.tf')).toEqual({ bound: 1, problems: [] });
  });
});
