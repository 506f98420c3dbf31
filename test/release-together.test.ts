import { startSandboxForge } from '@deployment-automator/sandbox';
import { afterEach, describe, expect, test } from 'vitest';
import { deployment } from './world/manifests.ts';
import { git } from './world/person.ts';
import { configRepo, fileOf, openSite, plainRegistry, type Settings, type Site } from './world/site.ts';
import { waitUntil } from './world/wait-until.ts';

const services = ['auth', 'billing', 'cart', 'mail', 'orders', 'search', 'shop', 'stock', 'users', 'web'];
const revision = '0123456789abcdef0123456789abcdef01234567';

describe('ten images pushed by one release', () => {
  let site: Site;
  const closings: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await site.close();
    for (const close of closings.splice(0)) await close();
  });

  const open = async () => {
    site = await openSite();
    const registry = await site.openRegistry();
    const repository = await site.createRepository(
      'config',
      Object.fromEntries(
        services.map((name) => [
          `${name}/deployment.yaml`,
          deployment(`${registry.host}/acme/${name}:1.4.0`, { name }),
        ]),
      ),
    );
    for (const name of services) await registry.push(`acme/${name}`, '1.4.0');
    const settings = (options: Settings): Settings => ({
      configRepos: [
        configRepo('config', repository, {
          grouping: 'all',
          batch: { quiet: '3s', longest: '60s' },
          ...options,
        }),
      ],
      registries: [plainRegistry(registry)],
      api: { open: true },
    });
    /** One after the other, so that each is noticed by itself. */
    const release = async (tag: string): Promise<void> => {
      const labels = {
        'org.opencontainers.image.source': 'https://git.example.org/acme/shop.git',
        'org.opencontainers.image.revision': revision,
      };
      for (const name of services) {
        await registry.push(`acme/${name}`, tag, { labels });
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    };
    const serve = async (options: Settings): Promise<void> => {
      const { url } = await site.serve(settings(options));
      await waitUntil('all read', async () =>
        /state="current"\} 10/.test(await (await fetch(`${url}/metrics`)).text()),
      );
    };
    return { repository, release, serve };
  };

  test('becomes one commit, which says what the owner wants it to say', async () => {
    const { repository, release, serve } = await open();
    const message = '{{count}} images, built from {{link}}\n\n{{#each updates}}* {{file}}\n{{/each}}';
    await serve({ commit: { message } });
    const before = await git(repository.path, 'rev-parse', 'main');
    await release('1.5.0');
    await waitUntil('a commit', async () => (await git(repository.path, 'rev-parse', 'main')) !== before);
    expect(await git(repository.path, 'rev-list', '--count', `${before}..main`)).toBe('1');
    for (const name of services) {
      expect(await fileOf(repository, `${name}/deployment.yaml`)).toContain(`acme/${name}:1.5.0`);
    }
    const said = await git(repository.path, 'log', '-1', '--format=%B', 'main');
    expect(said).toContain(
      `10 images, built from https://git.example.org/acme/shop/commit/${revision}\n\n* auth/deployment.yaml\n`,
    );
    expect(said.match(/^Automator-Update: /gm)).toHaveLength(10);
  });

  test('becomes one pull request with one commit', async () => {
    const { repository, release, serve } = await open();
    const path = 'acme/config';
    const forge = await startSandboxForge({ kind: 'gitea', git: repository, repository: path });
    closings.push(() => forge.close());
    await serve({
      writeBack: 'pull-request',
      forge: {
        kind: 'gitea',
        token: forge.token,
        apiUrl: forge.apiUrl,
        repository: path,
        username: 'automator',
      },
    });
    await release('1.5.0');
    await waitUntil('a pull request', async () => (await forge.pulls()).length > 0);
    const [pull, ...others] = await forge.pulls();
    expect(others).toEqual([]);
    for (const name of services) expect(pull?.body).toContain(`${name}/deployment.yaml`);
    expect(await git(repository.path, 'rev-list', '--count', `main..${pull?.head}`)).toBe('1');
  });
});
