import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2, { type Connection } from 'ssh2';

/** A host that git reaches by SSH. */
export interface SshHost {
  /** The address of a repository that lies at an absolute path. */
  url(path: string): string;
  /** The line of `known_hosts` for it. */
  readonly knownHost: string;
  /** What clients asked it to run. */
  readonly commands: readonly string[];
  /** Cuts every connection as soon as a command comes, from now on. */
  cut(): void;
  close(): Promise<void>;
}

/** A new key pair without a passphrase. @returns the private key's file; the public one is beside it, with `.pub` */
export function newKey(folder: string, name: string, passphrase = ''): string {
  const file = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', file]);
  return file;
}

/**
 * An SSH server on the loopback interface that lets in one key and runs git's two commands, as a forge does.
 * @param hostKey its private key's file
 * @param allowed the public key that may enter, as its file says it
 */
export async function startSshHost(hostKey: string, allowed: string): Promise<SshHost> {
  const known = ssh2.utils.parseKey(readFileSync(allowed));
  if (known instanceof Error) throw known;
  const mayEnter = known.getPublicSSH();
  const commands: string[] = [];
  const connections = new Set<Connection>();
  let cuts = false;

  const server = new ssh2.Server({ hostKeys: [readFileSync(hostKey)] }, (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => undefined);
    connection.on('authentication', (asked) => {
      if (asked.method !== 'publickey' || !asked.key.data.equals(mayEnter))
        return asked.reject(['publickey']);
      const { signature, blob } = asked;
      if (signature === undefined || blob === undefined) return asked.accept();
      return known.verify(blob, signature, asked.hashAlgo) === true ? asked.accept() : asked.reject();
    });
    connection.on('session', (acceptSession) => {
      acceptSession().on('exec', (acceptCommand, refuse, { command }) => {
        commands.push(command);
        const [, program, path] = /^git-(upload-pack|receive-pack) '([^']+)'$/.exec(command) ?? [];
        if (cuts) return void connection.end();
        if (program === undefined || path === undefined) return void refuse();
        const channel = acceptCommand();
        const git = spawn('git', [program, path]);
        channel.pipe(git.stdin);
        git.stdin.on('error', () => undefined);
        git.stdout.pipe(channel, { end: false });
        git.stderr.pipe(channel.stderr, { end: false });
        git.on('close', (status) => {
          channel.exit(status ?? 1);
          channel.end();
        });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: unknown = server.address();
  const port =
    typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
  const [type, key] = readFileSync(`${hostKey}.pub`, 'utf8').split(' ');
  return {
    url: (path) => `ssh://git@127.0.0.1:${port}${path}`,
    knownHost: `[127.0.0.1]:${port} ${type} ${key}\n`,
    commands,
    cut: () => {
      cuts = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of connections) connection.end();
      }),
  };
}
