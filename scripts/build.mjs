import { installed, runCommand } from './run-command.mjs';

/** @returns {Promise<boolean>} whether everything is built; if not, it was said why. */
export async function build() {
  const args = ['run', 'build', '--output-logs=errors-only', '--no-update-notifier'];
  const { status, output } = await runCommand(installed('turbo'), args, {
    env: { TURBO_TELEMETRY_DISABLED: '1' },
  });
  if (status === 0) return true;
  console.error(`${output}\nbuild: failed; its output is above.`);
  return false;
}
