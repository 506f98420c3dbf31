import { createImageAliases } from '@deployment-automator/registry-clients';
import { expect, it } from 'vitest';
import { rememberTags } from '../../src/check/index.ts';
import { createFakeRegistry } from './fake-registry.ts';

const web = { registry: 'docker.io', repository: 'acme/web' };
const mirrored = { registry: 'mirror.acme.test', repository: 'hub/acme/web' };

it('proves by what was just seen, under whichever name, and asks again after a moment', async () => {
  let time = 0;
  const registry = createFakeRegistry({ '1': 'sha256:a' });
  const aliases = createImageAliases([{ host: 'docker.io', aliases: ['mirror.acme.test/hub'] }]);
  const { asking, proving } = rememberTags(registry.client, aliases, () => time);
  await asking.resolveTag(web, '1');
  for (const image of [web, mirrored])
    expect(await proving.resolveTag(image, '1')).toEqual({ digest: 'sha256:a' });
  expect(registry.asked).toEqual(['head 1']);
  registry.digests.set('1', 'sha256:b');
  expect(await asking.resolveTag(web, '1')).toEqual({ digest: 'sha256:b' });
  time = 5_000;
  registry.digests.delete('1');
  expect(await proving.resolveTag(web, '1')).toBeUndefined();
  expect(await proving.resolveTag(web, '1')).toBeUndefined();
  expect(registry.asked).toHaveLength(4);
});
