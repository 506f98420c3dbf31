import type { Secret } from '../config/secret.ts';
import { isSshUrl, sshCommand } from './ssh-command.ts';

/** How a remote is entered. What does not fit the URL's scheme is not used. */
export type GitCredentials =
  | { readonly username: Secret; readonly password: Secret }
  /** A forge's token; asked for before every command, because it may be one that lasts an hour. */
  | { readonly token: () => Promise<Secret> }
  | { readonly sshKeyFile: string; readonly knownHostsFile?: string | undefined };

/** Where a config repo lives and how it is entered. */
export interface GitRemote {
  /** The config repo's name, for messages. */
  readonly name: string;
  readonly url: string;
  readonly branch: string;
  readonly credentials?: GitCredentials | undefined;
  /** The authority that the remote's certificate is checked against, in PEM, in place of the system's. */
  readonly caFile?: string | undefined;
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
 * arguments can be read by every user of the machine. Prompts, hooks, submodules and the user's credential helpers
 * are off.
 */
export async function gitEnvironment(
  remote: Pick<GitRemote, 'url' | 'credentials' | 'caFile'>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<GitEnvironment> {
  const { url, credentials, caFile } = remote;
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
    ['fetch.recurseSubmodules', 'no'],
    ['push.recurseSubmodules', 'no'],
    ['push.gpgSign', 'no'],
  ];
  const isHttp = /^https?:/.test(url);
  if (isHttp && credentials !== undefined && !('sshKeyFile' in credentials)) {
    settings.push([`http.${url}.extraHeader`, `Authorization: Basic ${await basic(url, credentials)}`]);
  }
  if (isHttp && caFile !== undefined) {
    delete own['GIT_SSL_CAINFO'];
    settings.push([`http.${url}.sslCAInfo`, caFile]);
  }
  if (isSshUrl(url)) {
    const keys = credentials !== undefined && 'sshKeyFile' in credentials ? credentials : undefined;
    if (keys !== undefined || own['GIT_SSH_COMMAND'] === undefined) own['GIT_SSH_COMMAND'] = sshCommand(keys);
  }
  own['GIT_CONFIG_COUNT'] = String(settings.length);
  settings.forEach(([key, value], at) => {
    own[`GIT_CONFIG_KEY_${at}`] = key;
    own[`GIT_CONFIG_VALUE_${at}`] = value;
  });
  return { inherited, own };
}

async function basic(
  url: string,
  credentials: Exclude<GitCredentials, { sshKeyFile: string }>,
): Promise<string> {
  const pair =
    'token' in credentials
      ? `${tokenUser(url)}:${(await credentials.token()).reveal()}`
      : `${credentials.username.reveal()}:${credentials.password.reveal()}`;
  return Buffer.from(pair).toString('base64');
}

/** The user beside a token: Bitbucket wants its own word, the other forges take any. */
function tokenUser(url: string): string {
  return /bitbucket/i.test(new URL(url).host) ? 'x-token-auth' : 'x-access-token';
}
