import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adapterFor, registries, registryKinds } from '../src/registries.ts';

describe('the kind of a registry', () => {
  it.each([
    ['docker.io', 'dockerhub'],
    ['registry-1.docker.io', 'dockerhub'],
    ['quay.io', 'quay'],
    ['ghcr.io', 'ghcr'],
    ['registry.gitlab.com', 'gitlab'],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'ecr'],
    ['gcr.io', 'gar'],
    ['eu.gcr.io', 'gar'],
    ['europe-west4-docker.pkg.dev', 'gar'],
    ['acme.azurecr.io', 'acr'],
    ['acme.jfrog.io', 'artifactory'],
    ['codeberg.org', 'gitea'],
    ['registry.cn-hangzhou.aliyuncs.com', 'aliyun'],
    ['acme-registry.cn-hangzhou.cr.aliyuncs.com', 'aliyun'],
    ['registry.example.org', 'distribution'],
    ['127.0.0.1:5000', 'distribution'],
    ['public.ecr.aws', 'distribution'],
    ['evilgcr.io', 'distribution'],
    ['quay.io.evil.example', 'distribution'],
    ['azurecr.io', 'distribution'],
  ])('%s is %s', (host, kind) => {
    expect(adapterFor(host).kind).toBe(kind);
  });

  it('is what the operator says it is', () => {
    expect(adapterFor('registry.example.org', 'harbor').kind).toBe('harbor');
    expect(adapterFor('quay.io', 'distribution').kind).toBe('distribution');
  });

  it('has a row in the table, in the list and in the docs', () => {
    const page = readFileSync(new URL('../../../docs/registries.md', import.meta.url), 'utf8');
    const rows = page
      .split('\n')
      .flatMap((line) => /^\| `([a-z]+)` \| [^|]* \| (\w+)/.exec(line)?.slice(1, 3).join(' ') ?? []);
    expect(Object.keys(registries)).toEqual(registryKinds);
    for (const kind of registryKinds) {
      expect(registries[kind].kind).toBe(kind);
      expect(rows).toContain(`${kind} ${registries[kind].time}`);
    }
  });
});
