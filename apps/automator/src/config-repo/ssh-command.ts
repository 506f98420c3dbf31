/** Whether git goes to this URL by SSH: `ssh://…`, or `user@host:path`. */
export function isSshUrl(url: string): boolean {
  return /^(git\+)?ssh:\/\//i.test(url) || /^[^/\\:]+@[^/\\:]+:(?!\/\/)/.test(url);
}

/**
 * The ssh that git starts: it asks nobody and believes no host that is not known. With a key of ours neither the
 * user's settings nor the user's other keys count.
 */
export function sshCommand(
  keys: { readonly sshKeyFile: string; readonly knownHostsFile?: string | undefined } | undefined,
): string {
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    'ConnectTimeout=20',
    'ServerAliveInterval=15',
  ];
  if (keys === undefined) return ['ssh', ...options.map((option) => `-o ${option}`)].join(' ');
  const { sshKeyFile, knownHostsFile } = keys;
  // As an option and not by -i, for which ssh takes the user's own keys when the file is not there.
  options.push(
    `IdentityFile="${sshKeyFile}"`,
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    'UpdateHostKeys=no',
  );
  if (knownHostsFile !== undefined) {
    options.push(`UserKnownHostsFile="${knownHostsFile}"`, 'GlobalKnownHostsFile=/dev/null');
  }
  const quoted = options.map((option) => `-o ${quote(option)}`);
  return ['ssh', '-F', '/dev/null', ...quoted].join(' ');
}

/** For the shell that git starts ssh with. */
function quote(text: string): string {
  return /^[\w=./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
