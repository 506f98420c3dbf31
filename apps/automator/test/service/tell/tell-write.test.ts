import { expect, it } from 'vitest';
import { createMemoryActivity } from '../../../src/activity/index.ts';
import { AutomatorError } from '../../../src/errors/automator-error.ts';
import { printOurTrailer } from '../../../src/holds/index.ts';
import {
  tell,
  tellCommit,
  tellFailure,
  tellPullRequest,
  tellWebhook,
} from '../../../src/service/tell/index.ts';

function message(...images: readonly string[]): string {
  const trailers = images.map((repository, at) =>
    printOurTrailer({ id: `${at}`, repository, from: '1.0.0', to: '1.1.0@sha256:abc' }),
  );
  return `Update them\n\nbody\n\n${trailers.join('\n')}\n`;
}

it('tells of a commit with its title, and its image where it is one', () => {
  const written = { commit: 'abc', message: message('ghcr.io/acme/web', 'ghcr.io/acme/web') };
  const { happening, silences } = tellCommit('production', written, 'https://forge.example/abc');
  expect(happening).toMatchObject({
    kind: 'commit',
    message: 'Update them (2 fields), pushed to production',
    image: 'ghcr.io/acme/web',
    tag: '1.1.0',
    commit: 'abc',
    url: 'https://forge.example/abc',
  });
  expect(silences).toBe('commit production abc');
});

it('names no image of a commit of several', () => {
  const { happening } = tellCommit('production', { commit: 'a', message: message('x/a', 'x/b') }, undefined);
  expect(happening).not.toHaveProperty('image');
  expect(happening).not.toHaveProperty('tag');
  expect(happening).not.toHaveProperty('url');
});

it('tells what was done to a pull request', () => {
  const action = { do: 'open', branch: 'automator/web-12345678', url: 'https://forge.example/1' } as const;
  expect(tellPullRequest('production', action).happening).toMatchObject({
    kind: 'pull-request',
    message: 'The pull request automator/web-12345678 of production was opened',
    url: 'https://forge.example/1',
  });
});

it('tells of a webhook', () => {
  expect(tellWebhook('ghcr', 'ghcr.io/acme/web', '1.0.0').happening).toEqual({
    kind: 'webhook',
    message: 'ghcr.io/acme/web:1.0.0 was pushed, says a webhook of the kind ghcr',
    image: 'ghcr.io/acme/web',
    imageId: expect.stringMatching(/^[0-9a-f]{16}$/),
    tag: '1.0.0',
  });
});

it('tells of a failure with its code and next step', () => {
  const error = new AutomatorError('git-unreachable', 'no answer', { where: 'production', next: 'look' });
  expect(tellFailure('poll', error)).toEqual({
    happening: { kind: 'failure', message: 'production: no answer', code: 'git-unreachable', next: 'look' },
    once: 'failure poll git-unreachable production',
  });
});

it('keeps the words of what nobody foresaw to the log', () => {
  const told = JSON.stringify(tellFailure('check', new Error('password=hunter2')));
  expect(told).not.toContain('hunter2');
  expect(told).toContain('unexpected');
});

it('cuts what others said at length', async () => {
  const log = createMemoryActivity({ now: Date.now });
  tell(log, [tellWebhook('ghcr', 'x'.repeat(5_000), undefined)]);
  const [entry] = await log.recent({}, 1);
  expect(entry?.message.length).toBe(1_001);
  expect(entry?.image?.length).toBe(5_000);
});
