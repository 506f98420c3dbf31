import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const screenshots = '../../test-results/screenshots/';
const documented = '../../docs/images/';

/** Keeps a picture of the whole page, for people to look at after the run. */
export function keepScreenshot(page: Page, name: string): Promise<void> {
  return keep(page, screenshots, name);
}

/** The same for a picture that the docs show; with `AUTOMATOR_SCREENSHOTS=1` it takes the place of the one there. */
export function keepDocumented(
  page: Page,
  name: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  return keep(page, env['AUTOMATOR_SCREENSHOTS'] === '1' ? documented : screenshots, name);
}

async function keep(page: Page, folder: string, name: string): Promise<void> {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  await mkdir(path, { recursive: true });
  // What darkens the page behind a dialog covers the window only.
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  await page.screenshot({ path: `${path}${name}.png`, fullPage });
}

/** What axe-core finds that keeps people from using the page, a line each: rule, what it means, where. */
export async function barriersOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results: AxeResults = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}

/** How many CSS pixels the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/**
 * What reaches out of the window sideways: text that a person on a phone cannot read. What lies in a box that scrolls
 * by itself, such as a diff, is within reach; what a box cuts off is meant to be cut.
 */
export function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const width = document.documentElement.clientWidth;
    const isInBox = (element) => {
      for (let box = element.parentElement; box !== document.body && box !== null; box = box.parentElement)
        if (getComputedStyle(box).overflowX !== 'visible') return true;
      return false;
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => {
        const { left, right, width: own, height } = element.getBoundingClientRect();
        return own > 1 && height > 1 && (right > width + 1 || left < -1) && right > 0;
      })
      .filter((element) => !isInBox(element))
      .map((element) => element.tagName + '.' + element.className + ': ' + element.textContent.slice(0, 60));
  })()`);
}
