import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/** What the page may weigh until it can be used, compressed, in bytes. */
const heaviestFirstLoad = 150_000;
/** Names of XML dialects, which nothing ever asks for. */
const namespaces = /^http:\/\/www\.w3\.org\/(?:1999\/xhtml|2000\/svg|1998\/Math\/MathML|1999\/xlink)$/;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
let chunks: readonly Rolldown.OutputChunk[] = [];
let html = '';

beforeAll(async () => {
  // As the build runs: the mode of the tests would bring in what helps with finding faults.
  vi.stubEnv('NODE_ENV', 'production');
  const result = await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder },
  });
  const output = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  chunks = output.filter((file) => file.type === 'chunk');
  vi.unstubAllEnvs();
  html = readFileSync(join(folder, 'index.html'), 'utf8');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The entry and everything that it cannot begin without. */
function firstChunks(): readonly Rolldown.OutputChunk[] {
  const found = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const { imports } of found) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) found.add(chunk);
  }
  return [...found];
}

/** What `index.html` asks for, as it is written there. */
function asked(): readonly string[] {
  return [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
}

describe('the built page', () => {
  it(`weighs less than ${heaviestFirstLoad} bytes until it can be used`, () => {
    const files = new Set([
      'index.html',
      ...asked()
        .filter((address) => address.startsWith('./'))
        .map((address) => address.slice(2)),
      ...firstChunks().map(({ fileName }) => fileName),
    ]);
    expect([...files].filter((file) => file.endsWith('.js'))).not.toEqual([]);
    expect([...files].filter((file) => file.endsWith('.css'))).not.toEqual([]);
    let bytes = 0;
    for (const file of files) bytes += gzipSync(readFileSync(join(folder, file))).length;
    expect(bytes).toBeLessThan(heaviestFirstLoad);
  });

  it('loads what judges a policy only where one is judged', () => {
    const judges = (chunk: Rolldown.OutputChunk): boolean =>
      chunk.moduleIds.some((id) => id.includes('/re2js/') || id.includes('/tag-policy/'));
    expect(chunks.filter(judges)).not.toEqual([]);
    expect(
      firstChunks()
        .filter(judges)
        .map(({ fileName }) => fileName),
    ).toEqual([]);
  });

  it('holds no script and no style that its content security policy refuses', () => {
    const scripts = [...html.matchAll(/<script\b([^>]*)>([^<]*)/g)];
    expect(scripts).not.toEqual([]);
    for (const [, attributes = '', content = ''] of scripts) {
      expect(attributes).toContain('src="./');
      expect(content.trim()).toBe('');
    }
    expect(html).not.toMatch(/<style\b|\sstyle=|\son[a-z]+=|javascript:/i);
    const evaluates = chunks.filter(({ code }) => /\bnew Function\(/.test(code));
    expect(evaluates.map(({ fileName }) => fileName)).toEqual([]);
  });

  it('asks for everything beside itself, and names no other host', () => {
    const local = asked().filter((address) => !address.startsWith('data:'));
    expect(local.filter((address) => !address.startsWith('./'))).toEqual([]);
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:html|js|css|svg|json)$/.test(file),
    );
    const hosts = texts.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/(?:https?:|wss?:|["'`(])\/\/[\w.-]+[^"'`\s)]*/g)]
        .map(([address]) => address)
        .filter((address) => !namespaces.test(address))
        .map((address) => `${file}: ${address}`),
    );
    expect(hosts).toEqual([]);
  });

  it('says nothing of the machine that built it', () => {
    expect(chunks.filter(({ code }) => code.includes(root)).map(({ fileName }) => fileName)).toEqual([]);
  });
});
