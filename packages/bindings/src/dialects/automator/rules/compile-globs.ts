import picomatch from 'picomatch';

export type Matches = (text: string) => boolean;

const maxLength = 256;
/** More of them in one name, or more `**`, could take very long on a text that almost matches. */
const maxStars = 3;

/** One matcher for several globs; a text that is none is refused with a sentence that says why. */
export function compileGlobs(globs: readonly string[]): Matches | { readonly fault: string } {
  for (const glob of globs) {
    const fault = faultOf(glob);
    if (fault !== undefined) return { fault: `${JSON.stringify(glob)} is no glob: ${fault}` };
  }
  try {
    return picomatch([...globs], { dot: true, nonegate: true, noextglob: true, strictBrackets: true });
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function faultOf(glob: string): string | undefined {
  if (glob.trim() === '') return 'it is empty';
  if (glob.length > maxLength) return `it is longer than ${maxLength} characters`;
  if (glob.startsWith('!')) return 'it cannot be turned round; list what it shall match';
  if (glob.startsWith('/')) return 'paths are relative to the config repo; leave the first / out';
  // The matcher would read these as parts of a regular expression.
  if (/[()]|[\]}]\+/.test(glob)) return 'it has a parenthesis or a + behind a bracket; write ? for them';
  const stars = (text: string): number => text.match(/\*+/g)?.length ?? 0;
  if (glob.split('/').some((name) => stars(name) > maxStars))
    return `a name in it has more than ${maxStars} stars`;
  if ((glob.match(/\*\*/g)?.length ?? 0) > maxStars) return `it has ** more than ${maxStars} times`;
  return undefined;
}
