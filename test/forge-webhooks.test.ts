import { createHmac } from 'node:crypto';
import {
  type SandboxForge,
  type SandboxRegistry,
  type SandboxRepository,
  startSandboxForge,
} from '@deployment-automator/sandbox';
import { afterEach, describe, expect, test } from 'vitest';
import { deployment } from './world/manifests.ts';
import { git } from './world/person.ts';
import { configRepo, fileOf, openSite, plainRegistry, type Site } from './world/site.ts';
import { waitUntil } from './world/wait-until.ts';

const secret = 'a secret of both';
const path = 'acme/config';

/** What a forge sends of a push, a merge and a comment, as far as it is read. */
const senders = {
  github: {
    push: (commit: string) => ({ event: 'push', body: { ref: 'refs/heads/main', after: commit } }),
    merged: (number: number, head: string) => ({
      event: 'pull_request',
      body: {
        action: 'closed',
        pull_request: { number, head: { ref: head }, base: { ref: 'main' }, merged: true },
      },
    }),
    commented: (number: number, body: string) => ({
      event: 'issue_comment',
      body: {
        action: 'created',
        issue: { number, pull_request: {} },
        comment: { user: { login: 'alice' }, body },
      },
    }),
    about: { repository: { full_name: path } },
    headers: (event: string, body: string) => ({
      'x-github-event': event,
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    }),
    config: { secrets: [secret] },
  },
  gitlab: {
    push: (commit: string) => ({
      event: 'Push Hook',
      body: { object_kind: 'push', ref: 'refs/heads/main', after: commit },
    }),
    merged: (iid: number, head: string) => ({
      event: 'Merge Request Hook',
      body: {
        object_kind: 'merge_request',
        object_attributes: { iid, action: 'merge', source_branch: head, target_branch: 'main' },
      },
    }),
    commented: (iid: number, note: string) => ({
      event: 'Note Hook',
      body: {
        object_kind: 'note',
        user: { username: 'alice' },
        object_attributes: { note, noteable_type: 'MergeRequest', action: 'create' },
        merge_request: { iid },
      },
    }),
    about: { project: { path_with_namespace: path } },
    headers: (event: string) => ({ 'x-gitlab-event': event, 'x-gitlab-token': secret }),
    config: { secrets: [secret] },
  },
} as const;

/** Polling would find all of it in an hour; the tests end long before. */
const never = '1h';

describe.each(['github', 'gitlab'] as const)('webhooks of %s, without polling', (kind) => {
  const sender = senders[kind];
  let site: Site;
  let forge: SandboxForge;
  let url: string;
  afterEach(async () => {
    await site.close();
    await forge.close();
  });

  const open = async (): Promise<{ registry: SandboxRegistry; repository: SandboxRepository }> => {
    site = await openSite();
    const registry = await site.openRegistry();
    const repository = await site.createRepository('config', {
      'web.yaml': deployment(`${registry.host}/acme/web:1.4.0`, { name: 'web' }),
    });
    forge = await startSandboxForge({ kind, git: repository, repository: path });
    for (const image of ['acme/web', 'acme/api']) {
      for (const tag of ['1.4.0', '1.5.0']) await registry.push(image, tag);
    }
    const service = await site.serve({
      configRepos: [
        configRepo('config', repository, {
          writeBack: 'pull-request',
          pollInterval: never,
          forge: { kind, token: forge.token, apiUrl: forge.apiUrl, repository: path, username: 'automator' },
        }),
      ],
      registries: [plainRegistry(registry, { pollInterval: never })],
      webhooks: { forge: { [kind]: sender.config } },
      api: { open: true },
    });
    url = service.url;
    await waitUntil('a pull request', async () => (await forge.pulls()).length > 0);
    return { registry, repository };
  };
  const send = async ({ event, body: said }: { event: string; body: object }): Promise<number> => {
    const body = JSON.stringify({ ...said, ...sender.about });
    const headers = { 'content-type': 'application/json', ...sender.headers(event, body) };
    return (await fetch(`${url}/webhooks/forge/${kind}`, { method: 'POST', headers, body })).status;
  };
  const current = async (): Promise<string | undefined> =>
    /^automator_bindings\{[^}]*state="current"\} (\d+)/m.exec(
      await (await fetch(`${url}/metrics`)).text(),
    )?.[1];

  test('a new annotation is noticed at once, and so is a merge', async () => {
    const { registry, repository } = await open();
    const commit = await forge.person.commitTo('main', {
      'api.yaml': deployment(`${registry.host}/acme/api:1.4.0`, { name: 'api' }),
    });
    expect(await send(sender.push(commit))).toBe(202);
    await waitUntil('the second pull request', async () => (await forge.pulls()).length === 2);
    expect(await current()).toBe('0');

    const [first] = await forge.pulls();
    await forge.person.merge(first?.number ?? 0);
    expect(await fileOf(repository, 'web.yaml')).toContain('acme/web:1.5.0');
    expect(await send(sender.merged(first?.number ?? 0, first?.head ?? ''))).toBe(202);
    await waitUntil('the merge', async () => (await current()) === '1');
  });

  test('a command in a comment is obeyed at once, and a word that is not authentic never', async () => {
    const { repository } = await open();
    const [pull] = await forge.pulls();
    const before = await git(repository.path, 'rev-parse', 'main');
    await forge.person.comment(pull?.number ?? 0, '/automator hold until the audit is over', 'alice');
    const delivery = sender.commented(pull?.number ?? 0, '/automator hold until the audit is over');
    const forged = await fetch(`${url}/webhooks/forge/${kind}`, {
      method: 'POST',
      headers: { ...sender.headers(delivery.event, 'another body'), 'x-gitlab-token': 'a guess' },
      body: JSON.stringify({ ...delivery.body, ...sender.about }),
    });
    expect(forged.status).toBe(401);
    expect(await git(repository.path, 'rev-parse', 'main')).toBe(before);

    expect(await send(delivery)).toBe(202);
    await waitUntil('the hold', async () => (await git(repository.path, 'rev-parse', 'main')) !== before);
    expect(await fileOf(repository, '.automator.yaml')).toMatch(/until the audit is over[\s\S]*alice/);
  });
});
