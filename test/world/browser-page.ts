import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Runs in the page before anything else. */
const reportViolations = `addEventListener('securitypolicyviolation', (event) =>
  console.error('CSP stopped ' + event.blockedURI + ' by ' + event.violatedDirective));`;

export interface PageOptions {
  /** The only origin that the page may ask. */
  readonly origin: string;
  /** Default: light. */
  readonly theme?: 'light' | 'dark';
  /** In CSS pixels. Default: 1280. */
  readonly width?: number;
  /** Device pixels a CSS pixel. Default: 1. */
  readonly scale?: number;
}

/** A page that is watched: whatever goes wrong in it is written down. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong since the last call: errors on its console, what its CSP stopped, requests to other hosts. */
  takeFaults(): string[];
  close(): Promise<void>;
}

export async function openPage(browser: Browser, options: PageOptions): Promise<WatchedPage> {
  const { origin, theme = 'light', width = 1280, scale = 1 } = options;
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height: width < 600 ? 780 : 800 },
    deviceScaleFactor: scale,
    hasTouch: width < 600,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('crash', () => faults.push('the page crashed'));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !['data:', 'blob:', 'about:'].includes(url.protocol))
      faults.push(`a request to another host: ${request.url()}`);
  });
  await page.addInitScript({ content: reportViolations });
  return { page, context, takeFaults: () => faults.splice(0), close: () => context.close() };
}
