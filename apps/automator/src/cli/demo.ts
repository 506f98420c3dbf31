import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Demo,
  type DemoPull,
  demoRepository,
  headOf,
  showCommit,
  startDemo,
  waitForCommit,
} from '../demo/index.ts';
import { createLog } from '../telemetry/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { nextSignal } from './next-signal.ts';
import { print, type Terminal, warn } from './terminal.ts';

/** The service looks at an image when it starts, and then at most once a second: that wait is not what is shown. */
const afterFirstLook = 1000;
/** How long the commit may take before the demo is taken for broken. */
const patience = 60_000;

/** `automator demo`: the whole thing on this machine, with nothing but Node and git. */
export async function demo(options: { once?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const level = terminal.env['AUTOMATOR_LOG_LEVEL'] ?? 'warn';
  const signal = nextSignal();
  const running = await startDemo(createLog({ write: (line) => terminal.stderr.write(line) }, level));
  try {
    print(
      terminal,
      `registry    ${running.registryUrl}\ngit server  ${running.gitUrl}\nservice     ${running.serviceUrl}`,
    );
    await sleep(afterFirstLook);
    if (!(await pushAndShow(running, '1.1.0', terminal))) return exitCode.failed;
    if (options.once) return exitCode.done;
    print(terminal, howToGoOn(running));
    const lines = createInterface({ input: process.stdin });
    lines.on('line', (line) => {
      const [word = '', number] = line.trim().split(/\s+/);
      if (word === 'merge')
        running.merge(Number(number ?? 1)).catch((error: unknown) => warn(terminal, String(error)));
      else if (word !== '') running.push(word).catch((error: unknown) => warn(terminal, String(error)));
    });
    const stopFollowing = follow(running, terminal);
    await signal;
    lines.close();
    await stopFollowing();
    return exitCode.done;
  } finally {
    await running.stop();
  }
}

async function pushAndShow(running: Demo, tag: string, terminal: Terminal): Promise<boolean> {
  const before = await headOf(running.gitDir);
  print(terminal, `\npushing     ${running.image}:${tag}`);
  const started = performance.now();
  await running.push(tag);
  const commit = await waitForCommit(running.gitDir, before, patience);
  if (commit === undefined) {
    warn(
      terminal,
      `error: no commit came within ${patience / 1000} s; run it again with AUTOMATOR_LOG_LEVEL=debug`,
    );
    return false;
  }
  print(
    terminal,
    `committed   after ${Math.round(performance.now() - started)} ms\n\n${await showCommit(running.gitDir, commit)}`,
  );
  const pull = await waitForPull(running);
  if (pull === undefined) {
    warn(terminal, `error: no pull request came within ${patience / 1000} s`);
    return false;
  }
  print(
    terminal,
    `proposed    after ${Math.round(performance.now() - started)} ms\n\n#${pull.number} ${pull.title}\n\n${pull.body}`,
  );
  return true;
}

async function waitForPull(running: Demo): Promise<DemoPull | undefined> {
  for (let waited = 0; waited < patience; waited += 100) {
    const [pull] = await running.pulls();
    if (pull !== undefined) return pull;
    await sleep(100);
  }
  return undefined;
}

/** Prints every further commit until it is stopped. */
function follow(running: Demo, terminal: Terminal): () => Promise<void> {
  let stopped = false;
  const work = async (): Promise<void> => {
    let head = await headOf(running.gitDir);
    while (!stopped) {
      const commit = await waitForCommit(running.gitDir, head, 500);
      if (commit === undefined) continue;
      head = commit;
      print(terminal, await showCommit(running.gitDir, commit));
    }
  };
  const following = work().catch((error: unknown) => warn(terminal, String(error)));
  return () => {
    stopped = true;
    return following;
  };
}

function howToGoOn({ registryUrl, gitUrl, serviceUrl, image }: Demo): string {
  const manifests = `${registryUrl}/v2/${demoRepository}/manifests`;
  const type = 'application/vnd.oci.image.manifest.v1+json';
  return `Push another tag: type it here and press Enter (try 1.2.0, then 2.0.0, which the policy refuses).
From another terminal, the same by the registry's own protocol:
  curl -s -H 'Accept: ${type}' ${manifests}/1.1.0 |
    curl -s -X PUT -H 'Content-Type: ${type}' --data-binary @- ${manifests}/1.2.0
  (or: docker push ${image}:1.2.0)
Merge the pull request for production, as its reviewer would: type merge 1 and press Enter.
Look at the commits:  git clone ${gitUrl} demo-config && git -C demo-config log -p
Look at the page:     ${serviceUrl}/
Stop with Ctrl-C.`;
}
