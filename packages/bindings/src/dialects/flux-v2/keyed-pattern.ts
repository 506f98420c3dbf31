/**
 * Says `filterTags` in our words: a pattern whose group `key` is what gets ordered. Undefined where `extract` is
 * anything but one reference to a group that is there: ours puts no text together.
 *
 * @see https://pkg.go.dev/regexp#Regexp.Expand for `extract`: `$name` takes as many word characters as there are
 */
export function keyedPattern(pattern: string, extract: string): string | undefined {
  if (extract === '') return withKey(pattern, undefined);
  const [, plain, braced] = /^\$(?:(\w+)|\{(\w+)\})$/.exec(extract) ?? [];
  const wanted = plain ?? braced;
  if (wanted === undefined) return undefined;
  if (wanted === '0') return `(?<key>${withKey(pattern, undefined)})`;
  const groups = capturingGroups(pattern);
  const group = /^\d+$/.test(wanted)
    ? groups[Number(wanted) - 1]
    : groups.find(({ name }) => name === wanted);
  return group && withKey(pattern, group);
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly name: string | undefined;
}

/** Quoted text, escapes and character classes hold no groups; of the groups only those that capture have a number. */
const tokens =
  /\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]|\(\?P?<(?<name>\w+)>|\((?!\?)/g;

function capturingGroups(pattern: string): readonly Group[] {
  return [...pattern.matchAll(tokens)]
    .filter(([text]) => text.startsWith('('))
    .map(({ 0: text, index, groups }) => ({
      start: index,
      end: index + text.length,
      name: groups?.['name'],
    }));
}

/** The pattern with this group as `key`, and with no other of that name. */
function withKey(pattern: string, key: Group | undefined): string {
  let text = '';
  let done = 0;
  for (const { start, end, name } of capturingGroups(pattern)) {
    const isKey = start === key?.start;
    if (!isKey && name !== 'key') continue;
    text += pattern.slice(done, start) + (isKey ? '(?<key>' : '(');
    done = end;
  }
  return text + pattern.slice(done);
}
