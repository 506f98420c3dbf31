import { describe, expect, it } from 'vitest';
import { renderPullRequest } from '../../../src/write-back/pull-request-body/index.ts';
import { brings, held, input, proposed } from './proposed.ts';

/** As the forge shows it: what only parts references is not seen. */
const seen = (markdown: string): string =>
  markdown.replaceAll('\u200b', '').replace(/&#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code)));

describe('renderPullRequest', () => {
  it('offers to reopen only where the forge can', () => {
    expect(renderPullRequest(input()).body).toContain('reopening, or `/automator release`, takes');
    const { body } = renderPullRequest(input({ reopens: false }));
    expect(body).toContain('again; `/automator release` in a comment takes the refusal back.');
  });

  it('says what moves, where, why and when it was built', () => {
    const { title, body } = renderPullRequest(input());
    expect(title).toBe('Update ghcr.io/acme/web to 1.5.0');
    expect(seen(body)).toContain(
      '| `ghcr.io/acme/web` | `1.4.0` | `1.5.0` | `clusters/prod/web.yaml:12` (web) | semver:^1.4: ' +
        '1.5.0 is the newest version that semver:^1.4 takes. Runner-up: `1.4.9` (it counts, but a newer tag ' +
        'counts too). | 2026-11-20T09:30:00Z |',
    );
  });

  it('says what it brings: the compare link, the commits, the release notes', () => {
    const body = seen(renderPullRequest(input()).body);
    expect(body).toContain(
      '[Compare the sources](https://github.com/acme/web/compare/aaa...bbb): 2 commits.\n\n' +
        '- Mend the login (ann, `aaaaaaaaaaaa`)\n- Show the price (bob, `bbbbbbbbbbbb`)\n',
    );
    expect(body).toContain('[Release notes](https://github.com/acme/web/releases/tag/v1.5.0) of `v1.5.0`');
    expect(body).toContain('>\n> **New**\n>\n> - Prices are shown\n>\n> - See the docs\n');
  });

  it('says why it does not know more, and what the image itself claims', () => {
    const missing = 'its source is on evil.example, which is no forge of yours';
    const details = () => ({ brings: { source: 'https://evil.example/acme/web', revision: 'abc', missing } });
    const { body } = renderPullRequest(input({ details }));
    expect(seen(body)).toContain(`Not all is known: ${missing}.`);
    expect(seen(body)).toContain(
      "By the image's own account: built from https://evil.example/acme/web, at revision `abc`.",
    );
    expect(body).not.toContain('](');
    expect(seen(body)).toContain('| not known |');
  });

  it('says how to hold, pin, refuse and take over', () => {
    const { body } = renderPullRequest(input({ details: () => ({ runnerUp: null }) }));
    for (const word of ['**Hold**', '**Pin**', '**Refuse**', '**Take over**']) expect(body).toContain(word);
    expect(body).toContain('No other tag counts.');
  });

  it('puts the held fields beside it', () => {
    const body = seen(renderPullRequest(input({ held: [held] })).body);
    expect(body).toContain(
      '| `clusters/dev/web.yaml#0/spec/template/spec/containers/0/image` | `ghcr.io/acme/web` | `1.4.0` | ' +
        '`1.5.0` | `reverted`: ann moved it back | `2026-11-19T08:00:00Z` |',
    );
  });

  it('shows one and the same move in many files as one row', () => {
    const updates = Array.from({ length: 8 }, (_none, at) => proposed({ file: `prod/${at}.yaml` }));
    const { title, body } = renderPullRequest(input({ updates }));
    expect(title).toBe('Update ghcr.io/acme/web to 1.5.0');
    expect(body).toContain('8 image fields in 8 files');
    expect(body.match(/^\| `ghcr/gm)).toHaveLength(1);
    expect(body).toContain('and 3 more');
  });

  const titles: readonly [string, readonly Parameters<typeof proposed>[0][], string][] = [
    [
      'several versions of one image',
      [{ to: '1.5.0' }, { to: '2.0.0' }],
      'Update ghcr.io/acme/web in 2 places',
    ],
    ['several images', [{}, { image: 'ghcr.io/acme/api' }], 'Update 2 images'],
    [
      'a group',
      [{ group: 'backend' }, { image: 'ghcr.io/acme/api', group: 'backend' }],
      'Update 2 images (backend)',
    ],
    [
      'a digest',
      [{ to: `main@sha256:${'0a'.repeat(32)}` }],
      'Update ghcr.io/acme/web to main@sha256:0a0a0a0a0a0a',
    ],
  ];
  it.each(titles)('names %s in the title', (_name, changes, title) => {
    expect(renderPullRequest(input({ updates: changes.map(proposed) })).title).toBe(title);
  });

  it('gives the same text for the same input', () => {
    expect(renderPullRequest(input())).toEqual(renderPullRequest(input()));
  });
});

describe('a body over the limit', () => {
  const commits = Array.from({ length: 300 }, (_none, at) => ({
    id: at.toString(16).padStart(40, '0'),
    subject: `Change number ${at} of a great many`,
    author: 'ann',
  }));
  const change = { url: 'https://github.com/acme/web/compare/a...b', commits, total: 300 };
  const notes = Array.from({ length: 50 }, (_none, at) => `- Note number ${at} of a great many`).join('\n');
  const release = { tag: 'v1.5.0', url: 'https://github.com/acme/web/releases/v1.5.0', notes };
  const long = input({
    details: () => ({ brings: { ...brings, change, release } }),
    held: [held],
    limits: { maxTitle: 255, maxBody: 4000 },
  });

  it('keeps the table, the footer and the holds, and counts what was left out', () => {
    const { body } = renderPullRequest(long);
    expect(body.length).toBeLessThanOrEqual(3800);
    expect(body).toContain('| `ghcr.io/acme/web` |');
    expect(body).toContain('**Refuse**');
    expect(body).toContain('### Held, not in here');
    const listed = body.match(/^- Change number/gm)?.length ?? 0;
    expect(listed).toBeGreaterThan(3);
    expect(body).toContain(`\n${300 - listed} commits that`);
    expect(body).toContain('lines of the [release notes]');
  });

  it('keeps what it can of a thousand rows', () => {
    const updates = Array.from({ length: 1000 }, (_none, at) => proposed({ to: `1.5.${at}` }));
    const { body } = renderPullRequest({ ...long, updates, details: () => ({}) });
    const rows = body.match(/^\| `ghcr/gm)?.length ?? 0;
    expect(rows).toBeGreaterThan(2);
    expect(body).toContain(`${1000 - rows} more rows were left out`);
    expect(body.length).toBeLessThanOrEqual(3800);
  });

  it('cuts a title with an ellipsis', () => {
    const { title } = renderPullRequest({ ...long, limits: { maxTitle: 20, maxBody: 4000 } });
    expect(title).toBe('Update ghcr.io/acme…');
  });

  it('says nothing rather than half a row', () => {
    expect(renderPullRequest({ ...long, limits: { maxTitle: 0, maxBody: 0 } })).toEqual({
      title: '',
      body: '',
    });
  });
});
