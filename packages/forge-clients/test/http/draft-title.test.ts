import { describe, expect, it } from 'vitest';
import { giteaDraft } from '../../src/gitea/read-gitea-pull.ts';
import { gitlabDraft } from '../../src/gitlab/read-merge-request.ts';

describe('a title that says that it is a draft', () => {
  it.each([
    [gitlabDraft, 'Draft: Update web', true],
    [gitlabDraft, '[draft] Update web', true],
    [gitlabDraft, '(Draft) Update web', true],
    [gitlabDraft, 'Update web', false],
    [giteaDraft, 'WIP: Update web', true],
    [giteaDraft, '[WIP] Update web', true],
    [giteaDraft, 'Update web', false],
  ])('is read', (dialect, title, draft) => {
    expect(dialect.isDraft(title)).toBe(draft);
    expect(dialect.plain(title)).toBe('Update web');
    expect(dialect.written(dialect.plain(title), draft)).toMatch(
      draft ? /^(?:Draft|WIP): Update/ : /^Update/,
    );
  });

  it('does not take a word for a prefix', () => {
    expect(gitlabDraft.isDraft('Drafting: x')).toBe(false);
    expect(giteaDraft.isDraft('WIPE: x')).toBe(false);
  });
});
