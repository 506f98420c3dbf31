// `npm run demo [-- --once]`: from a fresh clone to the running demo, with nothing but Node and git.
import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { root } from './run-command.mjs';

if ((await install()) && (await build())) runDemo();
else process.exitCode = 1;

function runDemo() {
  const args = [`${root}apps/automator/bin/automator.mjs`, 'demo', ...process.argv.slice(2)];
  const demo = spawn(process.execPath, args, { stdio: 'inherit' });
  // This process waits for the demo's orderly end. Ctrl-C in a terminal reaches the demo by itself.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) demo.kill(signal);
    });
  }
  demo.once('close', (status) => process.exit(status ?? 1));
}
