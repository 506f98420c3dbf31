import { expect, test } from 'vitest';
import { runAutomator } from './world/automator.ts';

test('demo --once shows one push, its commit and its pull request, and exits', async () => {
  const { code, stdout, stderr } = await runAutomator(['demo', '--once']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/pushing .*\/me\/helloworld:1\.1\.0\n/);
  expect(stdout).toMatch(/committed .*\n\ncommit [0-9a-f]{40}\n/);
  expect(stdout).toContain('+++ b/staging/deployment.yaml');
  expect(stdout).toMatch(/proposed .*\n\n#1 Update .*helloworld to 1\.1\.0\n/);
  expect(stdout).toContain('production/deployment.yaml');
});
