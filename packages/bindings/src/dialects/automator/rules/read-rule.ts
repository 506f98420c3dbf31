import { idBelow, type Json, printFieldId } from '@deployment-automator/manifest-patcher';
import type { BindingProblem } from '../../../problem.ts';
import { type Entry, isList, rulesFilePath } from '../../../rules-file/open-rules-file.ts';
import { isFault, readOption, type Said } from '../options.ts';
import { compileGlobs, type Matches } from './compile-globs.ts';
import type { Rule } from './rule.ts';

/** Reads one rule: `images` and `paths` say what it matches, all other keys are options. */
export function readRule(entry: Entry): Rule {
  const faults: Omit<BindingProblem, 'fields'>[] = [];
  const fault = (code: BindingProblem['code'], key: string | undefined, message: string): void => {
    faults.push({ code, message: `${rulesFilePath}: ${message}`, place: entry.place(key) });
  };
  const { images, paths, ...options } = entry.value;
  const matcher = (key: string, value: Json | undefined): Matches | undefined => {
    if (value === undefined) return undefined;
    const globs = textsOf(value);
    const matches = globs === undefined ? { fault: 'it is no list of texts' } : compileGlobs(globs);
    if (typeof matches === 'function') return matches;
    fault('bad-value', key, `${key}: ${matches.fault}`);
    return undefined;
  };
  const byImage = matcher('images', images);
  const byPath = matcher('paths', paths);
  if (images === undefined && paths === undefined) {
    fault(
      'bad-resource',
      undefined,
      'a rule names neither images nor paths; write paths: ["**"] for everything',
    );
  }
  const said: Said[] = [];
  for (const [key, value] of Object.entries(options)) {
    const text = key === 'filter' ? textsOf(value)?.join('\n') : textOf(value);
    const read = text === undefined ? undefined : readOption(key, text);
    if (read === undefined) fault('bad-value', key, `${key} is ${JSON.stringify(value)}; write a text`);
    else if (isFault(read)) fault(read.code, key, read.message);
    else said.push(read);
  }
  const id = idBelow(printFieldId({ file: rulesFilePath, document: 0, pointer: entry.pointer }));
  return {
    said: Object.assign({}, ...said),
    source: { kind: 'rule', id, place: entry.place(), text: JSON.stringify(entry.value) },
    faults,
    matches: (image, path) =>
      (byImage !== undefined || byPath !== undefined) &&
      (byImage === undefined || (image !== undefined && byImage(image))) &&
      (byPath === undefined || byPath(path)),
  };
}

function textsOf(value: Json): readonly string[] | undefined {
  if (!isList(value)) return typeof value === 'string' ? [value] : undefined;
  const texts = value.filter((item) => typeof item === 'string');
  return texts.length === value.length && texts.length > 0 ? texts : undefined;
}

/** YAML reads `true` and `5` as something other than text; as options they are what is written. */
function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : undefined;
}
