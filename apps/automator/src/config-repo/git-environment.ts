import type { Secret } from '../config/secret.ts';

/** Where a config repo lives and how it is entered. */
export interface GitRemote {
  /** The config repo's name, for messages. */
  readonly name: string;
  readonly url: string;
  readonly branch: string;
  readonly credentials?: { readonly username: Secret; readonly password: Secret } | undefined;
}

/** What an operator may set for git around us: certificates and SSH. All other `GIT_*` is dropped. */
const inheritedNames = ['GIT_SSL_CAINFO', 'GIT_SSL_CAPATH', 'GIT_SSH_COMMAND'];

export interface GitEnvironment {
  readonly inherited: Readonly<Record<string, string>>;
  /** Names that begin with `GIT_`, which simple-git wants to be told about. */
  readonly own: Readonly<Record<string, string>>;
}

/**
 * The environment of every git command. Credentials travel as a header bound to the remote's URL, by environment:
 * arguments can be read by every user of the machine. Prompts, hooks and the user's credential helpers are off.
 */
export function gitEnvironment(
  remote: Pick<GitRemote, 'url' | 'credentials'>,
  env: NodeJS.ProcessEnv = process.env,
): GitEnvironment {
  const inherited: Record<string, string> = { LC_ALL: 'C' };
  const own: Record<string, string> = { GIT_TERMINAL_PROMPT: '0' };
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || name === 'LC_ALL' || /^(EDITOR|VISUAL|PAGER|SSH_ASKPASS|PREFIX)$/.test(name))
      continue;
    if (!name.startsWith('GIT_')) inherited[name] = value;
    else if (inheritedNames.includes(name)) own[name] = value;
  }
  const settings: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['credential.helper', ''],
  ];
  if (remote.credentials !== undefined && /^https?:/.test(remote.url)) {
    const { username, password } = remote.credentials;
    const basic = Buffer.from(`${username.reveal()}:${password.reveal()}`).toString('base64');
    settings.push([`http.${remote.url}.extraHeader`, `Authorization: Basic ${basic}`]);
  }
  own['GIT_CONFIG_COUNT'] = String(settings.length);
  settings.forEach(([key, value], at) => {
    own[`GIT_CONFIG_KEY_${at}`] = key;
    own[`GIT_CONFIG_VALUE_${at}`] = value;
  });
  return { inherited, own };
}
