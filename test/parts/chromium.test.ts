import type { Browser } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { startChromium } from './chromium.ts';
import { findPart } from './find-part.ts';

const command = findPart('chromium') ?? '';

describe.runIf(command !== '')('the real browser', () => {
  let browser: Browser | undefined;
  afterEach(() => browser?.close());

  test('runs scripts and draws text with fonts of two kinds', async () => {
    browser = await startChromium(command);
    const page = await browser.newPage();
    await page.setContent(`<span id="wide" style="font: 40px monospace">iiiiiiii</span><br>
      <span id="narrow" style="font: 40px sans-serif">iiiiiiii</span>`);
    const widthOf = async (id: string) => (await page.locator(`#${id}`).boundingBox())?.width ?? 0;
    expect(await page.evaluate('6 * 7')).toBe(42);
    expect(await widthOf('narrow')).toBeGreaterThan(0);
    expect(await widthOf('wide')).toBeGreaterThan((await widthOf('narrow')) * 1.3);
  });
});
