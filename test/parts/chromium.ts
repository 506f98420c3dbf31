import { type Browser, chromium } from 'playwright-core';

/**
 * Starts a browser without a window. Its own sandbox needs rights that a container does not have; the pages that it
 * opens here are ours.
 */
export function startChromium(command: string): Promise<Browser> {
  return chromium.launch({ executablePath: command, args: ['--no-sandbox'] });
}
