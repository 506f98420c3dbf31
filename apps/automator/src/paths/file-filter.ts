import { isReadable, isRulesFile, mayHaveMarks } from '@deployment-automator/manifest-patcher';
import picomatch from 'picomatch';

/** Says which files of a config repo are read at all. */
export type FileFilter = (path: string) => boolean;

const workflow = /^\.github\/workflows\//;

/**
 * Files under the operator's `paths` that can hold an image field. Workflows of the forge are read only where a path
 * names them: changing them needs rights that a deployment does not. `.automator.yaml` is read whatever the paths are,
 * because its rules, holds and freezes count for the whole config repo.
 */
export function fileFilter(paths: readonly string[]): FileFilter {
  const ignore = paths.filter(isLeftOut).map((path) => path.slice(1));
  const wanted = paths.filter((path) => !isLeftOut(path));
  const matches = picomatch(wanted.length === 0 ? ['**'] : wanted, { dot: true, ignore });
  const workflowsToo = paths.some((path) => path.startsWith('.github/'));
  const mayHoldFields = (path: string): boolean => isReadable(path) || mayHaveMarks(path);
  return (path) =>
    isRulesFile(path) || (mayHoldFields(path) && (workflowsToo || !workflow.test(path)) && matches(path));
}

/** `!charts/**` leaves files out; `!(charts)/**` is a glob of folders with other names. */
function isLeftOut(path: string): boolean {
  return path.startsWith('!') && !path.startsWith('!(');
}
