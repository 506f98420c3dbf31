import type { Browser, Page } from 'playwright-core';

/** What a browser saw of one first load. */
export interface Load {
  /** From the start of the navigation to the frame that shows the first row, in ms. */
  readonly firstRows: number;
  /** From the same moment to the first frame that shows anything, in ms. */
  readonly firstPaint: number;
  /** What came over the wire for the page's files, in bytes, as compressed as it came. */
  readonly bytes: number;
}

/** Runs in the page before its own scripts: writes down when a row of the list has been painted. */
const watchRows = `
  const look = () => {
    if (document.querySelector('[role=row] a[href^="#/images/"], tr a[href^="#/images/"]') === null)
      requestAnimationFrame(look);
    else requestAnimationFrame(() => setTimeout(() => { globalThis.firstRows = performance.now(); }));
  };
  requestAnimationFrame(look);`;

/** Opens the list in a browser that has nothing in its cache. */
export async function measureLoad(browser: Browser, url: string): Promise<Load> {
  const { page, close } = await openPage(browser);
  try {
    await page.addInitScript({ content: watchRows });
    await page.goto(url);
    await page.waitForFunction('globalThis.firstRows !== undefined', undefined, { polling: 20 });
    return await page.evaluate(`({
      firstRows: globalThis.firstRows,
      firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
      bytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter(({ name }) => !name.includes('/api/'))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    })`);
  } finally {
    await close();
  }
}

/** What scrolling cost. */
export interface Scroll {
  /** The longest task of the page's thread, in ms. */
  readonly longestTask: number;
  /** How many rows of the list stood in the document at most. */
  readonly mostRows: number;
  /** How many frames were painted. */
  readonly frames: number;
}

/** Turns the wheel through the list for some seconds. */
export async function measureScroll(browser: Browser, url: string): Promise<Scroll> {
  const { page, close } = await openPage(browser);
  try {
    await page.addInitScript({ content: watchRows });
    await page.goto(url);
    await page.waitForFunction('globalThis.firstRows !== undefined', undefined, { polling: 20 });
    await page.mouse.move(600, 500);
    await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
    let mostRows = 0;
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, 800);
      await page.waitForTimeout(30);
      if (turn % 10 === 0) mostRows = Math.max(mostRows, await rowsOf(page));
    }
    const trace: Trace = JSON.parse((await browser.stopTracing()).toString());
    return { ...readTrace(trace), mostRows };
  } finally {
    await close();
  }
}

async function openPage(browser: Browser): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 800 } });
  return { page: await context.newPage(), close: () => context.close() };
}

function rowsOf(page: Page): Promise<number> {
  return page.evaluate(`document.querySelectorAll('[role=row], tr').length`);
}

/** As far as it is read here. Source: Chromium's trace event format. */
interface Trace {
  readonly traceEvents: readonly {
    readonly name: string;
    readonly ph: string;
    readonly tid: number;
    /** In microseconds. */
    readonly dur?: number;
    readonly args?: { readonly name?: string };
  }[];
}

function readTrace({ traceEvents }: Trace): Omit<Scroll, 'mostRows'> {
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ tid }) => tid),
  );
  const tasks = traceEvents.filter(
    ({ name, tid }) => main.has(tid) && /RunTask$/.test(name.replace(/^ThreadControllerImpl::/, '')),
  );
  const longest = tasks.reduce((most, { dur = 0 }) => Math.max(most, dur), 0);
  return {
    longestTask: longest / 1000,
    frames: traceEvents.filter(({ name }) => name === 'Commit' || name === 'DrawFrame').length,
  };
}
