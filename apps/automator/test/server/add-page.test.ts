import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { served } from './api/served.ts';

const script = 'document.title = "a page";';

describe('the page', () => {
  let folder: string;
  let server: FastifyInstance;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    await writeFile(join(folder, 'assets/a-1.js'), script);
    await writeFile(join(folder, 'assets/a-1.js.br'), brotliCompressSync(script));
    server = served({ routes: [], page: folder });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('is asked for anew each time, while its parts are kept under their own names', async () => {
    const page = await server.inject('/');
    expect(page).toMatchObject({ statusCode: 200, body: '<!doctype html>' });
    expect(page.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': expect.stringContaining('html'),
    });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const part = await server.inject('/assets/a-1.js');
    expect(part.body).toBe(script);
    expect(part.headers['cache-control']).toContain('immutable');
  });

  it('comes compressed to a browser that can read it', async () => {
    const part = await server.inject({ url: '/assets/a-1.js', headers: { 'accept-encoding': 'gzip, br' } });
    expect(part.rawPayload).toEqual(brotliCompressSync(script));
    expect(part.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringContaining('javascript'),
      'cache-control': expect.stringContaining('immutable'),
      vary: expect.stringMatching(/accept-encoding/i),
    });
  });

  it.each(['/assets/b.js', '/../package.json', '/%2e%2e/package.json', '/assets/'])(
    'has nothing else, as in %s',
    async (url) => {
      expect((await server.inject(url)).statusCode).toBe(404);
    },
  );
});
