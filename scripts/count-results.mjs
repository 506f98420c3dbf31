/**
 * What a run of vitest came to. A file that does not load, a failing hook, an error outside of every test and a
 * run without tests are failures too, though vitest counts no failed test for them.
 *
 * @param report vitest's JSON report, or nothing where there is none
 * @param {number} status vitest's exit status
 */
export function countResults(report, status) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const count = (...states) => tests.filter((test) => states.includes(test.status)).length;
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const problems = brokenFiles.map((file) => `${file.name} failed outside of its tests`);
  const passed = count('passed');
  const failed = count('failed');
  const executed = passed + failed;
  if (report === undefined) problems.push('vitest wrote no report');
  else if (executed === 0) problems.push('no test was run');
  if (status !== 0 && failed + problems.length === 0) problems.push(`vitest ended with ${status}`);
  return { passed, failed: failed + problems.length, skipped: tests.length - executed, problems };
}
