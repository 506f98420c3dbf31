import { registryHealth as schema } from '@deployment-automator/api-schema';
import { expect, it } from 'vitest';
import { imageFaults, registryHealth } from '../../../src/service/health/registry-health.ts';
import { createHostBook } from '../../../src/telemetry/index.ts';

const at = Date.UTC(2026, 0, 1);

function failed(image: string, code: string) {
  return { image, fault: { where: image, code, message: `${image} fails`, next: 'wait' } };
}

it('says how each registry answered, and how many images are on it', () => {
  const book = createHostBook(() => at);
  book.note({ host: 'quay.io', status: 200, limit: { remaining: 7, resetsAt: at + 1000 } });
  book.note({ host: 'quay.io' });
  book.pause('quay.io', at + 5000);
  const [ghcr, quay] = registryHealth(['ghcr.io/acme/web', 'ghcr.io/acme/api'], [], book).map((one) =>
    schema.parse(one),
  );
  expect(ghcr).toEqual({
    host: 'ghcr.io',
    images: 2,
    requests: 0,
    lastAnswerAt: null,
    lastStatus: null,
    pausedUntil: null,
    limit: null,
    fault: null,
  });
  expect(quay).toEqual({
    host: 'quay.io',
    images: 0,
    requests: 2,
    lastAnswerAt: '2026-01-01T00:00:00.000Z',
    lastStatus: 200,
    pausedUntil: '2026-01-01T00:00:05.000Z',
    limit: { remaining: 7, resetsAt: '2026-01-01T00:00:01.000Z' },
    fault: null,
  });
});

it('makes one fault of all images that a registry fails', () => {
  const faults = [
    failed('ghcr.io/acme/api', 'unreachable'),
    failed('ghcr.io/acme/gone', 'not-found'),
    failed('ghcr.io/acme/web', 'unreachable'),
    failed('quay.io/acme/web', 'timeout'),
  ];
  const images = faults.map(({ image }) => image);
  const rows = registryHealth(
    images,
    faults,
    createHostBook(() => at),
  );
  expect(rows.map(({ fault }) => [fault?.where, fault?.message])).toEqual([
    ['ghcr.io', 'ghcr.io/acme/api fails (and 1 more of its images)'],
    ['quay.io', 'quay.io/acme/web fails'],
  ]);
  expect(imageFaults(faults).map(({ where }) => where)).toEqual(['ghcr.io/acme/gone']);
});
