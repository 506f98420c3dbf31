import { parseImageName } from '@deployment-automator/image-reference';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createImageAliases } from '../src/index.ts';

const aliases = createImageAliases([
  { host: 'docker.io', aliases: ['mirror.acme.test/hub', 'mirror.gcr.test'] },
  { host: 'docker.acme.test', aliases: ['acme.jfrog.test/docker-local', 'acme.jfrog.test/docker-remote'] },
  { host: 'ghcr.io' },
  { host: 'all.acme.test', aliases: ['mirror.acme.test'] },
]);

describe('the canonical name', () => {
  it.each([
    ['ghcr.io/acme/web', 'ghcr.io/acme/web'],
    ['nginx', 'docker.io/library/nginx'],
    ['mirror.gcr.test/library/nginx', 'docker.io/library/nginx'],
    ['mirror.gcr.test/nginx', 'docker.io/library/nginx'],
    ['mirror.acme.test/hub/acme/web', 'docker.io/acme/web'],
    ['mirror.acme.test/acme/web', 'all.acme.test/acme/web'],
    ['mirror.acme.test/hubs/web', 'all.acme.test/hubs/web'],
    ['acme.jfrog.test/docker-local/team/web', 'docker.acme.test/team/web'],
    ['acme.jfrog.test/other/web', 'acme.jfrog.test/other/web'],
    ['mirror.gcr.test:5000/acme/web', 'mirror.gcr.test:5000/acme/web'],
  ])('of %s is %s', (name, canonical) => {
    expect(aliases.canonical(parseImageName(name))).toBe(canonical);
  });
});

it('gives every name of an image, from whichever of them', () => {
  const names = [
    'docker.acme.test/team/web',
    'acme.jfrog.test/docker-local/team/web',
    'acme.jfrog.test/docker-remote/team/web',
  ];
  for (const name of names) {
    expect([...aliases.namesOf(parseImageName(name))].toSorted()).toEqual(names.toSorted());
  }
  expect(aliases.namesOf(parseImageName('ghcr.io/acme/web'))).toEqual(['ghcr.io/acme/web']);
});

it('gives no name for one that is too long for an alias', () => {
  const repository = 'a'.repeat(250);
  expect(aliases.namesOf({ registry: 'docker.io', repository: `b/${repository}` })[0]).toBe(
    `docker.io/b/${repository}`,
  );
});

it('knows an image by each of its names', () => {
  const path = fc.stringMatching(/^[a-z]{1,4}(\/[a-z]{1,4}){0,2}$/);
  const host = fc.constantFrom(
    'docker.io',
    'mirror.acme.test/hub',
    'mirror.acme.test',
    'acme.jfrog.test/docker-local',
  );
  fc.assert(
    fc.property(host, path, (prefix, repository) => {
      const image = parseImageName(`${prefix}/${repository}`);
      for (const name of aliases.namesOf(image)) {
        expect(aliases.canonical(parseImageName(name))).toBe(aliases.canonical(image));
      }
    }),
  );
});
