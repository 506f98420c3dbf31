import { chromium } from 'playwright-core';
import { reportMachine } from '../patcher/report.ts';
import { median } from '../webhook-to-commit/statistics.ts';
import { findChromium } from './find-chromium.ts';
import { measureAnswers } from './measure-api.ts';
import { type Load, measureLoad, measureScroll } from './measure-page.ts';
import { openWorld } from './world.ts';

/** How often each thing is measured; the figure is the median. */
const RUNS = 5;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
const world = await openWorld();
try {
  say(`${reportMachine()}, Chromium ${browser.version()}, median of ${RUNS}`);
  const few = await world.startService(100);
  const many = await world.startService(10_000);

  const loads: { few: Load[]; many: Load[] } = { few: [], many: [] };
  for (let run = -1; run < RUNS; run++) {
    const [one, other] = [await measureLoad(browser, few.url), await measureLoad(browser, many.url)];
    // The first ones warm up the services and the browser.
    if (run < 0) continue;
    loads.few.push(one);
    loads.many.push(other);
  }
  const rowsOf = (all: readonly Load[]): number => median(all.map(({ firstRows }) => firstRows));
  const [withFew, withMany] = [rowsOf(loads.few), rowsOf(loads.many)];
  row('first rows of the list, 100 images', `${ms(withFew)}`);
  row('first rows of the list, 10,000 images', `${ms(withMany)}   ${beside(withMany / withFew, 1.5)}`);
  row('  first paint of anything', `${ms(median(loads.many.map(({ firstPaint }) => firstPaint)))}`);
  const kilobytes = median(loads.many.map(({ bytes }) => bytes)) / 1000;
  row('page weight of the first load, as sent', `${kilobytes.toFixed(1)} kB   ${limit(kilobytes, 150)}`);

  const scrolls = [];
  for (let run = 0; run < RUNS; run++) scrolls.push(await measureScroll(browser, many.url));
  row('longest task while scrolling 10,000', ms(median(scrolls.map(({ longestTask }) => longestTask))));
  row('  rows in the document at most', String(Math.max(...scrolls.map(({ mostRows }) => mostRows))));

  const questions = [
    ['a page of 100 images of 10,000 from the API', ''],
    ['  with search', '&search=team-42%2Fapp'],
    ['  with search and a state', '&search=team-42&state=pending'],
    ['  sorted by name, from the middle', '&sort=image&offset=5000'],
  ] as const;
  const answers = await measureAnswers(
    questions.map(([, query]) => `${many.url}api/v1/images?limit=100${query}`),
    RUNS,
  );
  const [plain = Number.NaN] = answers;
  for (const [at, [name, query]] of questions.entries()) {
    const took = answers[at] ?? Number.NaN;
    row(name, query === '' ? ms(took) : `${ms(took)}   ${beside(took / plain, 2)}`);
  }
} finally {
  await browser.close();
  await world.close();
}

function row(what: string, figures: string): void {
  say(`${what.padEnd(46)} ${figures}`);
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1).padStart(8)} ms`;
}

function beside(ratio: number, most: number): string {
  return `${ratio.toFixed(2)} x   ${limit(ratio, most)}`;
}

function limit(value: number, most: number): string {
  return `(limit ${most}: ${value <= most ? 'kept' : 'MISSED'})`;
}
