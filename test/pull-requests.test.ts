import {
  type SandboxForge,
  type SandboxForgeKind,
  type SandboxRegistry,
  type SandboxRepository,
  startSandboxForge,
} from '@deployment-automator/sandbox';
import { afterEach, describe, expect, test } from 'vitest';
import { deployment } from './world/manifests.ts';
import { git } from './world/person.ts';
import { configRepo, fileOf, openSite, plainRegistry, type Settings, type Site } from './world/site.ts';
import { waitUntil } from './world/wait-until.ts';

const kinds: readonly SandboxForgeKind[] = [
  'github',
  'gitlab',
  'gitea',
  'bitbucket',
  'bitbucket-server',
  'azure-devops',
];

describe.each(kinds)('pull requests on %s, over git by HTTP', (kind) => {
  let site: Site;
  let forge: SandboxForge | undefined;
  afterEach(async () => {
    await site.close();
    await forge?.close();
  });

  const open = async (): Promise<{
    forge: SandboxForge;
    registry: SandboxRegistry;
    repository: SandboxRepository;
    settings: Settings;
    image: string;
  }> => {
    site = await openSite();
    const registry = await site.openRegistry();
    const image = `${registry.host}/acme/web`;
    const repository = await site.createRepository('config', {
      'web.yaml': deployment(`${image}:1.4.0`, { name: 'web' }),
    });
    const path = kind === 'azure-devops' ? 'acme/project/_git/config' : 'acme/config';
    forge = await startSandboxForge({ kind, git: repository, repository: path });
    const settings = {
      configRepos: [
        configRepo('config', repository, {
          writeBack: 'pull-request',
          limits: { newPullRequestsPerHour: 100 },
          forge: { kind, token: forge.token, apiUrl: forge.apiUrl, repository: path, username: 'automator' },
        }),
      ],
      registries: [plainRegistry(registry)],
    };
    for (const tag of ['1.4.0', '1.5.0']) await registry.push('acme/web', tag);
    return { forge, registry, repository, settings, image };
  };

  test('run opens one, updates it in place, obeys its closing, and is done when it is merged', async () => {
    const { forge, registry, repository, settings, image } = await open();
    const base = await git(repository.path, 'rev-parse', 'main');
    const run = async (...args: string[]) => {
      const { code, stdout } = await site.command(settings, [...args, '--json']);
      return { code, ...JSON.parse(stdout) };
    };

    expect(await run('plan')).toMatchObject({
      code: 2,
      updates: [{ to: '1.5.0', delivery: 'pull-request' }],
    });
    expect(await forge.pulls()).toEqual([]);
    expect(await run('run')).toMatchObject({ code: 0, updates: [{ to: '1.5.0' }], held: [], errors: [] });
    expect(await forge.pulls()).toMatchObject([{ state: 'open', title: expect.stringContaining('1.5.0') }]);
    expect(await git(repository.path, 'rev-parse', 'main')).toBe(base);
    expect((await run('explain', image)).reason).toMatch(/; pull request #\d+ proposes it; /);

    await registry.push('acme/web', '1.5.1');
    expect(await run('run')).toMatchObject({ code: 0, errors: [] });
    const [first] = await forge.pulls();
    expect(first).toMatchObject({ state: 'open', title: expect.stringContaining('1.5.1') });
    expect(await git(repository.path, 'rev-list', '--count', `main..${first?.head}`)).toBe('1');

    await forge.person.close(first?.number ?? 0);
    const refused = { code: 0, updates: [], held: [{ code: 'refused', to: '1.5.1' }], errors: [] };
    expect(await run('run')).toMatchObject(refused);
    expect(await run('plan')).toMatchObject(refused);
    expect((await run('explain', image)).reason).toMatch(
      /; held \(refused\): refused with pull request #\d+: /,
    );

    await registry.push('acme/web', '1.6.0');
    expect(await run('run')).toMatchObject({ code: 0, held: [], errors: [] });
    const second = (await forge.pulls()).at(-1);
    await forge.person.merge(second?.number ?? 0, { method: 'squash' });
    expect(await fileOf(repository, 'web.yaml')).toBe(deployment(`${image}:1.6.0`, { name: 'web' }));
    expect(await run('run')).toMatchObject({ code: 0, updates: [], held: [], errors: [] });
    expect((await forge.pulls()).map(({ state }) => state)).toEqual(['closed', 'merged']);
  });

  test('the service opens one and updates it; a hold in a comment becomes a commit, and is obeyed', async () => {
    const { forge, registry, repository, settings } = await open();
    const service = await site.serve(settings);
    await waitUntil('a pull request', async () => (await forge.pulls()).length > 0);
    await registry.push('acme/web', '1.5.1');
    await waitUntil('the newer tag', async () => (await forge.pulls())[0]?.title.includes('1.5.1') === true);
    await service.end('SIGTERM');
    const [pull, ...others] = await forge.pulls();
    expect(others).toEqual([]);

    await forge.person.comment(pull?.number ?? 0, '/automator hold until the audit is over', 'alice');
    await registry.push('acme/web', '1.5.2');
    for (let time = 0; time < 2; time++) {
      const { code, stderr } = await site.command(settings, ['run', '--json']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }
    expect(await fileOf(repository, '.automator.yaml')).toMatch(/until the audit is over[\s\S]*alice/);
    expect(await git(repository.path, 'rev-list', '--count', 'main')).toBe('2');
    const [held] = await forge.pulls();
    expect(held).toMatchObject({ state: 'open', title: expect.stringContaining('1.5.1') });
    expect(held?.comments.filter(({ author }) => author.login === 'automator')).toHaveLength(1);
  });
});
