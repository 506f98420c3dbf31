import type { ImageRow } from '@deployment-automator/api-schema';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findPart } from './parts/find-part.ts';
import type { WatchedPage } from './world/browser-page.ts';
import { type DashboardWorld, personsToken, registryName } from './world/dashboard-world.ts';
import { tabTo } from './world/keyboard.ts';
import { barriersOf, keepDocumented, keepScreenshot, outOfReach, overflowOf } from './world/look-at-page.ts';
import { openScene } from './world/scene.ts';
import { fileOf } from './world/site.ts';
import { waitUntil } from './world/wait-until.ts';

const parts = { registry: findPart('docker-registry') ?? '', chromium: findPart('chromium') ?? '' };

/** Every page, by the name of its picture. */
const pages = {
  images: async () => '#/',
  filtered: async () => '#/?search=nothing-is-called-so',
  image: async (world: DashboardWorld) => `#/images/${await idOf(world, 'shop/web')}`,
  held: async (world: DashboardWorld) => `#/images/${await idOf(world, 'payments/gateway')}`,
  unknown: async (world: DashboardWorld) => `#/images/${await idOf(world, 'team/reports')}`,
  'change-sets': async () => '#/change-sets',
  'change-set': async (world: DashboardWorld) => {
    const { configRepo, id } = await firstOf(world, 'change-sets?configRepo=staging');
    return `#/change-sets/${configRepo}/${encodeURIComponent(id)}`;
  },
  health: async () => '#/health',
  playground: async () => '#/playground',
  missing: async () => '#/no-such-page',
} as const;
const looks = [
  { look: 'light', theme: 'light', width: 1280 },
  { look: 'dark', theme: 'dark', width: 1280 },
  { look: 'phone', theme: 'light', width: 360 },
] as const;

describe.runIf(Object.values(parts).every((part) => part !== ''))('the dashboard is for everybody', () => {
  let world: DashboardWorld;
  let watched: WatchedPage;
  beforeAll(async () => {
    world = await openScene(parts);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepScreenshot(watched.page, `failed-${task.name.slice(0, 15)}`);
    await watched.close();
  });
  afterAll(() => world?.close());

  test('which says at a glance where every image stands', async () => {
    watched = await world.openPage({ scale: 1.5 });
    const { page } = watched;
    await page.goto(world.url);
    await settled(watched);
    const words = ['Conflict', 'Unknown', 'Held', 'Pull request open', 'Update pending', 'No candidate'];
    for (const word of [...words, 'Above range', 'Current']) {
      const row = page.getByRole('row').filter({ has: page.getByText(word, { exact: true }) });
      expect(await row.count(), word).toBeGreaterThan(0);
    }
    await keepDocumented(page, 'dashboard');
  });

  test.each(looks)('without barriers, and within reach: $look', async ({ look, theme, width }) => {
    watched = await world.openPage({ theme, width });
    const { page } = watched;
    const found: Record<string, unknown> = {};
    const judge = async (name: string): Promise<void> => {
      await keepScreenshot(page, `${name}-${look}`);
      const faults = {
        barriers: await barriersOf(page),
        overflow: await overflowOf(page),
        outOfReach: await outOfReach(page),
        faults: watched.takeFaults(),
      };
      if (faults.overflow > 0 || Object.values(faults).some((list) => Array.isArray(list) && list.length > 0))
        found[name] = faults;
    };
    for (const [name, hashOf] of Object.entries(pages)) {
      await page.goto('about:blank');
      await page.goto(world.url + (await hashOf(world)));
      await settled(watched);
      await judge(name);
    }
    const dialog = page.getByRole('dialog');
    await page.goto(world.url + (await pages.image(world)));
    await settled(watched);
    await page.getByRole('button', { name: /^Hold/ }).first().click();
    await dialog.getByLabel('Token', { exact: true }).waitFor();
    await judge('dialog-token');
    await dialog.getByLabel('Token', { exact: true }).fill(personsToken);
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Reason').waitFor();
    await judge('dialog-hold');
    await page.keyboard.press('Escape');
    await page.goto(world.url + (await pages.held(world)));
    await page
      .getByRole('button', { name: /^Release/ })
      .first()
      .click();
    await dialog.getByRole('button', { name: 'Release' }).waitFor();
    await judge('dialog-release');
    expect(found).toEqual({});
  });

  test('by the keyboard alone, from the list over a hold to its release', async () => {
    watched = await world.openPage();
    const { page } = watched;
    const { keyboard } = page;
    const dialog = page.getByRole('dialog');
    const { repository } = world.repo('staging');
    await page.goto(world.url);
    await settled(watched);

    // The first key leads past the navigation; the search leads into the list.
    await tabTo(page, page.getByRole('button', { name: 'Skip to the content' }));
    await keyboard.press('Enter');
    await keyboard.press('/');
    await keyboard.type('shop/');
    await page.getByRole('status').filter({ hasText: '5 images found' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('End');
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await expectFocus(page, '[data-index="1"] a');
    await keyboard.press('/');
    await keyboard.type('recommendations');
    await page.getByRole('status').filter({ hasText: '1 image found' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /recommendations/ }).waitFor();
    await settled(watched);

    // Acting asks for the token; Escape means no, each time.
    await tabTo(page, page.getByRole('button', { name: /^Hold/ }));
    await keyboard.press('Enter');
    await dialog.getByLabel('Token', { exact: true }).waitFor();
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expectFocus(page, 'button[aria-label^="Hold"]');
    await keyboard.press('Enter');
    await tabTo(page, dialog.getByLabel('Token', { exact: true }));
    await keyboard.type(personsToken);
    await keyboard.press('Enter');
    await tabTo(page, dialog.getByLabel('Reason'));
    await keyboard.type('until the review is over');
    await tabTo(page, dialog.getByRole('button', { name: 'Hold' }));
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('until the review is over').first().waitFor();
    expect(await fileOf(repository, '.automator.yaml')).toContain('until the review is over');

    const release = page.getByRole('button', { name: /^Release/ });
    await release.waitFor();
    await keepScreenshot(page, 'held-by-keyboard');
    await tabTo(page, release);
    await keyboard.press('Enter');
    await tabTo(page, dialog.getByRole('button', { name: 'Release' }));
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await waitUntil(
      'the release',
      async () => !(await fileOf(repository, '.automator.yaml')).includes('review'),
    );
    await tabTo(page, page.getByRole('button', { name: 'Check now' }));
    await keyboard.press('Enter');

    // To the other pages and back.
    for (const name of ['Change sets', 'Health', 'Playground', 'Images']) {
      await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }));
      await keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: new RegExp(name, 'i') }).waitFor();
      await settled(watched);
    }
    expect(watched.takeFaults()).toEqual([]);
  });

  test('and its playground judges a policy as the service does', async () => {
    watched = await world.openPage();
    const { page } = watched;
    await page.goto(world.url + (await pages.image(world)));
    await settled(watched);
    const verdicts = page.getByRole('list', { name: /Candidates/ }).getByRole('listitem');
    const judged = await verdicts.filter({ hasText: 'prerelease' }).count();
    expect(judged).toBe(1);
    await page
      .getByRole('link', { name: /Try it/ })
      .first()
      .click();
    await page.getByText('Moves to 2.9.0').waitFor();
    const row = page.getByRole('row');
    expect(await row.filter({ hasText: 'prerelease' }).count()).toBe(judged);
    await page.getByLabel('Policy', { exact: true }).fill('semver:~2.7');
    await row.filter({ hasText: '2.9.0' }).filter({ hasText: 'above-range' }).waitFor();
    expect(watched.takeFaults()).toEqual([]);
  });

  test('with 10,000 images only those in sight are drawn, and the last one is as near as the first', async () => {
    watched = await world.openPage();
    const { page } = watched;
    await page.route(/api\/v1\/images\?/, async (route) => {
      const whole = await (await route.fetch()).json();
      const asked = new URL(route.request().url()).searchParams;
      const [offset, limit] = [Number(asked.get('offset') ?? 0), Number(asked.get('limit') ?? 100)];
      const count = Math.min(limit, 10_000 - offset);
      const items = Array.from({ length: count }, (_, at) => rowAt(offset + at));
      await route.fulfill({ json: { ...whole, items, offset, limit, total: 10_000 } });
    });
    await page.goto(world.url);
    await page.getByRole('link', { name: /app-00000/ }).waitFor();
    const table = page.getByRole('table', { name: 'Images' });
    expect(await table.getAttribute('aria-rowcount')).toBe('10001');
    expect(await page.getByRole('row').count()).toBeLessThan(100);
    await page.getByRole('link', { name: /app-00000/ }).focus();
    await page.keyboard.press('End');
    await expectFocus(page, '[data-index="9999"] a');
    await page.getByRole('link', { name: /app-09999/ }).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(100);
    expect(watched.takeFaults()).toEqual([]);
  });
});

async function expectFocus(page: Page, selector: string): Promise<void> {
  await page.locator(`${selector}:focus`).waitFor();
}

/** As the service shows an image that is where it should be. */
function rowAt(at: number): ImageRow {
  const file = `clusters/eu-1/app-${at}.yaml`;
  const where = {
    id: `${file}#0/spec/image`,
    configRepo: 'production',
    environment: 'production',
    file,
    line: 9,
  };
  return {
    id: at.toString(16).padStart(16, '0'),
    image: `${registryName}/team/app-${String(at).padStart(5, '0')}`,
    state: 'current',
    since: '2026-01-02T03:04:05Z',
    reason: 'the newest version that the policy allows is there',
    current: ['1.4.2'],
    chosen: [],
    bindings: [{ ...where, current: '1.4.2', chosen: null, state: 'current' }],
  };
}

/** Until the page shows what it was asked for. */
async function settled({ page }: WatchedPage): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  await waitUntil('everything', async () => (await page.getByText(/^Loading/).count()) === 0);
}

async function idOf(world: DashboardWorld, name: string): Promise<string> {
  return (await firstOf(world, `images?search=${encodeURIComponent(name)}`)).id;
}

async function firstOf({ url }: DashboardWorld, path: string): Promise<{ id: string; configRepo: string }> {
  const answer = await fetch(`${url}api/v1/${path}`);
  const { items }: { items: { id: string; configRepo: string }[] } = JSON.parse(await answer.text());
  if (items[0] === undefined) throw new Error(`there is nothing at ${path}`);
  return items[0];
}
