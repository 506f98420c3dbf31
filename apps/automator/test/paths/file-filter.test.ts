import { describe, expect, it } from 'vitest';
import { fileFilter } from '../../src/paths/index.ts';

describe('the files that are read', () => {
  it.each([
    ['clusters/a.yaml', true],
    ['other/a.yaml', false],
    ['.automator.yaml', true],
    ['other/.automator.yaml', false],
    ['.github/workflows/a.yaml', false],
  ])('%s: %j', (path, read) => {
    expect(fileFilter(['clusters/**'])(path)).toBe(read);
  });
});

describe('globs that leave files out', () => {
  it.each([
    [['deploy/**', '!deploy/charts/**'], 'deploy/a.yaml', true],
    [['deploy/**', '!deploy/charts/**'], 'deploy/charts/a.yaml', false],
    [['!deploy/charts/**', 'deploy/**'], 'deploy/charts/a.yaml', false],
    [['deploy/**', '!deploy/charts/**'], 'other/a.yaml', false],
    [['!charts/**'], 'deploy/a.yaml', true],
    [['!charts/**'], 'charts/a.yaml', false],
    [['!(charts)/**'], 'deploy/a.yaml', true],
    [['!(charts)/**'], 'charts/a.yaml', false],
    [['!charts/**'], '.automator.yaml', true],
  ])('%j, %s: %j', (paths, path, read) => {
    expect(fileFilter(paths)(path)).toBe(read);
  });
});
