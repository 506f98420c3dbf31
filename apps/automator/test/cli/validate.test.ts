import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { validate } from '../../src/cli/validate.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'validate-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(path: string, ...lines: string[]): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), `${lines.join('\n')}\n`);
}

function deployment(path: string, ...annotations: string[]): void {
  write(
    path,
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: web',
    '  annotations:',
    ...annotations.map((line) => `    ${line}`),
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: web',
    '          image: ghcr.io/acme/web:1.4.0',
  );
}

async function findings(dialects = 'automator') {
  const stdout = new PassThrough();
  const code = await validate(dir, { dialects, json: true }, { env: {}, stdout, stderr: new PassThrough() });
  const lines = String(stdout.read() ?? '')
    .split('\n')
    .filter((line) => line !== '');
  return {
    code,
    said: lines.map((line) => JSON.parse(line)).map((said) => `${said.file}:${said.line} ${said.code}`),
  };
}

describe('validate', () => {
  it('is done where nothing is wrong', async () => {
    deployment('web.yaml', 'automator/tag: semver:^1');
    write('chart/templates/a.yaml', '{{- if .Values.x }}', 'image: {{ .Values.image }}', '{{- end }}');
    expect(await findings()).toEqual({ code: 0, said: [] });
  });

  it('says in words that nothing is wrong', async () => {
    deployment('web.yaml', 'automator/tag: semver:^1');
    const stdout = new PassThrough();
    await validate(dir, { dialects: 'automator' }, { env: {}, stdout, stderr: new PassThrough() });
    expect(String(stdout.read())).toBe('nothing is wrong; 1 field is bound\n');
  });

  it('lists every fault by file and line', async () => {
    deployment('b.yaml', 'automator/tag: semver:^x.y', 'automator/tag.wbe: semver:^1');
    write('a.yaml', 'image: [');
    write('.automator.yaml', 'rules:', '  - images: ["ghcr.io/**"]', '    tga: semver:^1');
    const { code, said } = await findings();
    expect(code).toBe(2);
    expect(said).toEqual([
      '.automator.yaml:3 unknown-key',
      expect.stringMatching(/^a\.yaml:\d+ syntax$/),
      'b.yaml:6 bad-policy',
      'b.yaml:7 unknown-container',
    ]);
  });

  it('reads the dialects that are listed', async () => {
    deployment('web.yaml', 'keel.sh/policy: newer');
    expect((await findings()).said).toEqual([]);
    expect((await findings('keel')).said).toEqual(['web.yaml:6 bad-policy']);
    await expect(findings('kell')).rejects.toThrow('there is no dialect "kell"');
  });
});

describe('a second writer', () => {
  const automation = (suspend: string, path: string): void =>
    write(
      'flux/automation.yaml',
      'apiVersion: image.toolkit.fluxcd.io/v1',
      'kind: ImageUpdateAutomation',
      'metadata:',
      '  name: all',
      'spec:',
      `  suspend: ${suspend}`,
      '  update:',
      `    path: ${path}`,
    );

  it.each(['./', '.', './clusters', 'clusters/', './clusters/a'])(
    'is an ImageUpdateAutomation over %s',
    async (path) => {
      deployment('clusters/a/web.yaml', 'automator/tag: semver:^1');
      automation('false', path);
      expect(await findings()).toEqual({ code: 2, said: ['flux/automation.yaml:1 second-writer'] });
    },
  );

  it.each([
    ['one that is suspended', 'true', './'],
    ['one over another folder', 'false', './cluster'],
  ])('is not %s', async (_name, suspend, path) => {
    deployment('clusters/a/web.yaml', 'automator/tag: semver:^1');
    automation(suspend, path);
    expect(await findings()).toEqual({ code: 0, said: [] });
  });

  it('is what is written for a tool whose dialect is not listed', async () => {
    deployment('web.yaml', 'automator/tag: semver:^1', 'keel.sh/policy: minor');
    expect((await findings()).said).toEqual(['web.yaml:7 second-writer']);
    expect((await findings('automator,keel')).said).toEqual(['web.yaml:7 conflict']);
  });
});
