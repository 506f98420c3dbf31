import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readPage, root } from './pages.ts';

it('docker-compose.yml hands on every variable that its page names', () => {
  const { services } = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'));
  const [config] = readPage('docs/how-to/docker.md').blocks.filter(({ language }) => language === 'yaml');
  const named = [...(config?.text ?? '').matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name);
  expect(named).toContain('REDIS_URL');
  expect(Object.keys(services.automator.environment)).toEqual(expect.arrayContaining(named));
});
