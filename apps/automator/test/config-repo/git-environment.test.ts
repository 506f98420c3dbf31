import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/config/index.ts';
import { type GitRemote, gitEnvironment } from '../../src/config-repo/git-environment.ts';

const url = 'https://git.example/acme/config.git';
const token = { token: async () => new Secret(() => 'the-token') };

/** The settings that git is given by environment. */
async function settings(
  remote: Pick<GitRemote, 'url' | 'credentials' | 'caFile'>,
  env: NodeJS.ProcessEnv = {},
): Promise<Record<string, string>> {
  const { own } = await gitEnvironment(remote, env);
  const count = Number(own['GIT_CONFIG_COUNT']);
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      own[`GIT_CONFIG_KEY_${at}`] ?? '',
      own[`GIT_CONFIG_VALUE_${at}`] ?? '',
    ]),
  );
}
const basic = (pair: string): string => `Authorization: Basic ${Buffer.from(pair).toString('base64')}`;

describe('HTTPS', () => {
  it.each([
    ['x-access-token:the-token', url],
    ['x-token-auth:the-token', 'https://bitbucket.org/acme/config.git'],
  ])('a token goes as %s', async (pair, to) => {
    expect((await settings({ url: to, credentials: token }))[`http.${to}.extraHeader`]).toBe(basic(pair));
  });

  it('a token is asked for again before every command', async () => {
    let count = 0;
    const credentials = { token: async () => new Secret(() => `token-${++count}`) };
    await settings({ url, credentials });
    expect((await settings({ url, credentials }))[`http.${url}.extraHeader`]).toBe(
      basic('x-access-token:token-2'),
    );
  });

  it('an authority of our own takes the place of the one in the environment, for this remote only', async () => {
    const env = { GIT_SSL_CAINFO: '/etc/all.pem' };
    expect((await settings({ url, caFile: '/etc/acme.pem' }, env))[`http.${url}.sslCAInfo`]).toBe(
      '/etc/acme.pem',
    );
    expect((await gitEnvironment({ url, caFile: '/etc/acme.pem' }, env)).own).not.toHaveProperty(
      'GIT_SSL_CAINFO',
    );
    expect((await gitEnvironment({ url }, env)).own['GIT_SSL_CAINFO']).toBe('/etc/all.pem');
  });

  it('nothing for HTTPS goes to an SSH remote, and the other way round', async () => {
    const to = 'git@git.example:acme/config.git';
    expect(Object.keys(await settings({ url: to, credentials: token, caFile: '/x' })).join()).not.toContain(
      'http.',
    );
    const { own } = await gitEnvironment({ url, credentials: { sshKeyFile: '/k' } }, {});
    expect(own).not.toHaveProperty('GIT_SSH_COMMAND');
  });

  it('no setting lets git ask, run hooks or enter submodules', async () => {
    expect(await settings({ url })).toEqual({
      'core.hooksPath': '/dev/null',
      'credential.helper': '',
      'fetch.recurseSubmodules': 'no',
      'push.recurseSubmodules': 'no',
      'push.gpgSign': 'no',
    });
  });
});

describe('SSH', () => {
  const to = 'ssh://git@git.example:2222/acme/config.git';
  const commandOf = async (remote: Pick<GitRemote, 'url' | 'credentials'>, env: NodeJS.ProcessEnv = {}) =>
    (await gitEnvironment(remote, env)).own['GIT_SSH_COMMAND'];

  it.each([
    [true, 'ssh://git@git.example/acme/config.git'],
    [true, 'git@git.example:acme/config.git'],
    [false, url],
    [false, '/srv/git/config.git'],
    [false, 'file:///srv/git/config.git'],
    [false, 'C:\\config'],
  ])('%s for %s', async (isSsh, address) => {
    expect((await commandOf({ url: address })) !== undefined).toBe(isSsh);
  });

  it('an operator who has a command keeps it, until a key is configured', async () => {
    const env = { GIT_SSH_COMMAND: 'ssh -v' };
    expect(await commandOf({ url: to }, env)).toBe('ssh -v');
    expect(await commandOf({ url: to, credentials: { sshKeyFile: '/k' } }, env)).toContain(
      'IdentityFile="/k"',
    );
  });

  it('ssh reads the command as it is meant: one key, one list of hosts, no questions', async () => {
    const credentials = { sshKeyFile: "/keys/it's mine", knownHostsFile: '/keys/known hosts' };
    const command = await commandOf({ url: to, credentials });
    const printed = execFileSync('sh', ['-c', `${command} -G git.example`], { encoding: 'utf8' });
    const said = printed.split('\n').map((line) => line.trim());
    expect(said).toEqual(
      expect.arrayContaining([
        'batchmode yes',
        'identitiesonly yes',
        "identityfile /keys/it's mine",
        'globalknownhostsfile /dev/null',
      ]),
    );
    expect(said.find((line) => line.startsWith('stricthostkeychecking'))).toMatch(/ (true|yes)$/);
    expect(said.find((line) => line.startsWith('userknownhostsfile'))).toContain('/keys/known hosts');
  });
});
