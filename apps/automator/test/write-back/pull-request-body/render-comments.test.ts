import { describe, expect, it } from 'vitest';
import { renderCommandAnswer } from '../../../src/write-back/pull-request-body/index.ts';

const verdicts = Array.from({ length: 50 }, (_none, at) => ({
  tag: `1.${50 - at}.0`,
  code: at === 0 ? ('chosen' as const) : ('not-newest' as const),
  reason: `${at} are newer`,
}));
const answer = (count: number) => ({
  command: 'explain',
  done: true,
  message: 'this is what was decided',
  explained: [{ id: 'web.yaml#0/image', decision: 'web to 1.50.0', verdicts: verdicts.slice(0, count) }],
});

describe('the answer to explain', () => {
  it('has every candidate with its verdict under the decision', () => {
    expect(renderCommandAnswer(answer(2), 1000).replaceAll('\u200b', '')).toBe(
      [
        'Done, `explain`: this is what was decided.',
        '',
        '- `web.yaml#0/image`: web to 1.50.0',
        '  - `1.50.0` chosen: 0 are newer',
        '  - `1.49.0` not-newest: 1 are newer',
      ].join('\n'),
    );
  });

  it('names thirty of them, and who lists the others', () => {
    const lines = renderCommandAnswer(answer(50), 10_000).split('\n');
    expect(lines.filter((line) => /^ {2}- `/.test(line))).toHaveLength(30);
    expect(lines.at(-1)).toBe('  - and 20 more, which `automator explain` lists');
  });

  it('stays within the limit of the forge, and says so', () => {
    const text = renderCommandAnswer(answer(50), 600);
    expect(text.length).toBeLessThanOrEqual(600);
    expect(text).toMatch(/\n\d+ more lines were left out for their length\.$/);
  });
});
