import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPart } from './parts/find-part.ts';
import type { WatchedPage } from './world/browser-page.ts';
import {
  type DashboardWorld,
  openDashboardWorld,
  personsToken,
  registryName,
} from './world/dashboard-world.ts';
import { barriersOf, keepScreenshot } from './world/look-at-page.ts';
import { deployment } from './world/manifests.ts';
import { fileOf } from './world/site.ts';
import { waitUntil } from './world/wait-until.ts';

const parts = { registry: findPart('docker-registry') ?? '', chromium: findPart('chromium') ?? '' };
const image = `${registryName}/shop/web`;

const isComplete = Object.values(parts).every((part) => part !== '');

describe.runIf(isComplete)('the dashboard, behind a path prefix', () => {
  let world: DashboardWorld;
  let watched: WatchedPage;
  beforeEach(async () => {
    world = await openDashboardWorld({
      parts,
      prefix: '/automator/',
      repos: [{ name: 'production', forge: 'gitea', files: { 'README.md': 'What runs in production.\n' } }],
    });
    watched = await world.openPage();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepScreenshot(watched.page, 'failed-journey');
    await world?.close();
  });

  test('shows a new image from its first push to the merge, and what a person says on the way', async () => {
    const { page } = watched;
    const { forge, repository } = world.repo('production');
    if (forge === undefined) throw new Error('this world has a forge');

    await page.goto(world.url);
    await enterToken(page, 'a wrong token');
    await page.getByRole('alert').filter({ hasText: 'does not know this token' }).waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await keepScreenshot(page, 'journey-1-token');
    await enterToken(page, personsToken);
    await page.getByRole('heading', { name: 'Images', level: 1 }).waitFor();
    await keepScreenshot(page, 'journey-2-empty');
    await page.evaluate('globalThis.neverLoadedAgain = true');

    // An image appears, and follows the registry.
    await world.registry.push('shop/web', '2.8.1');
    await forge.person.commitTo('main', {
      'clusters/eu-1/web.yaml': deployment(`${image}:2.8.1`, {
        name: 'web',
        annotations: ['automator/tag: semver:^2'],
      }),
    });
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: /shop\/web/ }) });
    await row.filter({ hasText: 'Current' }).waitFor();
    await keepScreenshot(page, 'journey-3-current');
    await world.registry.push('shop/web', '2.9.0');
    await row.filter({ hasText: 'Pull request open' }).filter({ hasText: '2.9.0' }).waitFor();
    await keepScreenshot(page, 'journey-4-pull-request');

    // A person refuses it on the forge.
    await row.getByRole('link', { name: /shop\/web/ }).click();
    await page.getByRole('heading', { name: /shop\/web/, level: 1 }).waitFor();
    const [pull] = await forge.pulls();
    await page
      .getByRole('link', { name: new RegExp(`#${pull?.number}\\b`) })
      .first()
      .waitFor();
    await forge.person.close(pull?.number ?? 0, 'alice');
    await page
      .getByText(/refused/i)
      .first()
      .waitFor();
    await page.getByText('Held', { exact: true }).first().waitFor();
    await keepScreenshot(page, 'journey-5-refused');

    // The release on the page is a commit, and what was refused is proposed again.
    await page
      .getByRole('button', { name: /^Release/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/reason/i).fill('the load test went well');
    await keepScreenshot(page, 'journey-6-release');
    await dialog.getByRole('button', { name: /^Release/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Pull request open', { exact: true }).first().waitFor();
    expect(await fileOf(repository, '.automator.yaml')).toMatch(/releases:[\s\S]*the load test went well/);
    const again = await waitUntil('a pull request', async () =>
      (await forge.pulls()).find(({ state }) => state === 'open'),
    );
    await forge.person.merge(again.number);
    await page.getByText('Current', { exact: true }).first().waitFor();
    expect(await fileOf(repository, 'clusters/eu-1/web.yaml')).toContain(`${image}:2.9.0`);

    // Check now asks the registry; a hold is a commit too.
    const asked = listings(world);
    await page.getByRole('button', { name: /^Check now/ }).click();
    await waitUntil('a look at the registry', () => listings(world) > asked);
    await page.getByRole('button', { name: /^Hold/ }).first().click();
    await page
      .getByRole('dialog')
      .getByLabel(/reason/i)
      .fill('a freeze for the holidays');
    await page.getByRole('dialog').getByRole('button', { name: /^Hold/ }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await waitUntil('the hold', async () =>
      /holds:[\s\S]*holidays/.test(await fileOf(repository, '.automator.yaml')),
    );
    await world.registry.push('shop/web', '2.10.0');
    await page
      .getByText(/a freeze for the holidays/)
      .first()
      .waitFor();

    // What was written, with its diff.
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Change sets' }).click();
    await page
      .getByRole('link', { name: /2\.9\.0/ })
      .first()
      .click();
    await page.getByText(`image: ${image}:2.9.0`).first().waitFor();
    await keepScreenshot(page, 'journey-7-change-set');
    expect(await page.evaluate('globalThis.neverLoadedAgain')).toBe(true);
    expect(watched.takeFaults()).toEqual([]);

    // Its address leads others to the same place, once they have said who they are.
    const other = await world.openPage();
    await other.page.goto(page.url());
    await enterToken(other.page, personsToken);
    await other.page.getByText(`image: ${image}:2.9.0`).first().waitFor();
    expect(other.takeFaults()).toEqual([]);
  });

  test('says when it is not live, and shows what it missed as soon as it is again', async () => {
    const { page } = watched;
    const { forge } = world.repo('production');
    await page.goto(world.url);
    await enterToken(page, personsToken);
    await page.getByText('Live', { exact: true }).waitFor();
    await world.killService();
    await page.getByText('Not live', { exact: true }).waitFor();
    await keepScreenshot(page, 'not-live');
    await forge?.person.commitTo('main', { 'web.yaml': deployment(`${image}:2.8.1`, { name: 'web' }) });
    await world.startService();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('link', { name: /shop\/web/ }).waitFor();
  });
});

async function enterToken(page: Page, token: string): Promise<void> {
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Use this token' }).click();
}

function listings({ registry }: DashboardWorld): number {
  return registry.requests().filter(({ path }) => path.includes('/tags/list')).length;
}
