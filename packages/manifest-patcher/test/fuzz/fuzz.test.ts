import { expect, it } from 'vitest';
import { checkFile, type Seen } from './check-file.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';
import { seedTexts } from './seed-texts.ts';
import { shrink } from './shrink.ts';
import { timeGrowth } from './time-growth.ts';

// `npm run fuzz` sets these; without them a short run, the same every time.
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 0);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

const rounds = seconds > 0 ? Number.POSITIVE_INFINITY : 800;
const timedEvery = 50;
const paths = [
  'app/web.yaml',
  'values.yaml',
  'kustomization.yaml',
  'compose.yaml',
  '.gitlab-ci.yml',
  'x.json',
] as const;

it('holds every promise for files that are broken in any way', { timeout: (seconds + 300) * 1000 }, () => {
  const texts = seedTexts();
  const random = new Random(seed);
  const until = performance.now() + seconds * 1000;
  const total = { files: 0, fields: 0, changed: 0, refused: 0, notProved: 0 };
  for (let round = 0; round < rounds && (seconds === 0 || performance.now() < until); round += 1) {
    const path = random.pick(paths);
    const text = mutate(random.pick(texts), random);
    const choice = random.below(1_000_000);
    const check = (candidate: string): Seen =>
      checkFile(path, Buffer.from(candidate, 'latin1'), new Random(choice));
    const fault = faultOf(() => add(total, check(text)));
    if (fault !== undefined) {
      const smallest = shrink(text, (fewer) => faultOf(() => check(fewer)) !== undefined);
      expect.fail(
        `${fault} Seed ${seed}, round ${round}, ${path}, choice ${choice}: ${JSON.stringify(smallest)}`,
      );
    }
    if (seconds > 0 && round % timedEvery === 0) expectLinear(path, text);
  }
  if (seconds > 0) console.log(`seed ${seed}: ${JSON.stringify(total)}`);
  expect(total.changed).toBeGreaterThan(0);
});

function add(total: Record<keyof Seen | 'files', number>, seen: Seen): void {
  total.files += 1;
  for (const key of ['fields', 'changed', 'refused', 'notProved'] as const) total[key] += seen[key];
}

function faultOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  }
}

/** A piece is measured again before it counts: the machine may have been busy. */
function expectLinear(path: string, text: string): void {
  const grows = (piece: string): boolean => {
    const { factor, milliseconds } = timeGrowth(path, piece);
    return factor > 2 && milliseconds > 200;
  };
  if (!grows(text) || !grows(text) || !grows(text)) return;
  expect.fail(`The time grows faster than the size for repeated ${JSON.stringify(text)}. Seed ${seed}.`);
}
