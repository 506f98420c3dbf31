import type { Random } from './random.ts';

/** Change a text a little, in ways that people and programs get YAML wrong. One character a byte. */
export function mutate(text: string, random: Random): string {
  let mutant = random.below(4) > 0 ? text : someLines(text, random);
  for (let times = 1 + random.below(4); times > 0; times -= 1) mutant = mutateOnce(mutant, random);
  return mutant;
}

function mutateOnce(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at) + random.pick(pieces) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + random.below(4));
    case 2:
      return text.slice(0, at) + random.pick(pieces) + text.slice(at + 1);
    case 3:
      return swapLines(text, random);
    case 4:
      return indentLine(text, random);
    default:
      return repeatLine(text, random);
  }
}

function someLines(text: string, random: Random): string {
  const lines = linesOf(text);
  const from = random.below(lines.length);
  return lines.slice(from, from + 1 + random.below(15)).join('');
}

function swapLines(text: string, random: Random): string {
  const lines = linesOf(text);
  const [one, other] = [random.below(lines.length), random.below(lines.length)];
  return lines.map((line, at) => (at === one ? lines[other] : at === other ? lines[one] : line)).join('');
}

function indentLine(text: string, random: Random): string {
  const lines = linesOf(text);
  const chosen = random.below(lines.length);
  const deeper = ' '.repeat(random.below(4));
  return lines
    .map((line, at) => (at !== chosen ? line : deeper === '' ? line.replace(/^ {1,2}/, '') : deeper + line))
    .join('');
}

function repeatLine(text: string, random: Random): string {
  const lines = linesOf(text);
  const chosen = random.below(lines.length);
  return lines.map((line, at) => (at === chosen ? line + line : line)).join('');
}

function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

/** What means something in YAML, or looks as if it did. */
const pieces = [
  ...(['\n', '\r\n', '\r', ' ', '  ', '\t', '\n\n', '\n  ', '\n    ', ' \n', '\0', '\x85', '\xa0'] as const),
  ...([': ', ':', '- ', '-', '? ', ', ', ',', '#', ' # x', '# automator: semver:^1'] as const),
  ...([
    '"',
    "'",
    '\\',
    '""',
    "''",
    '[',
    ']',
    '{',
    '}',
    '[]',
    '[a, b]',
    '{a: b, c: "d"}',
    '{{ .x }}',
  ] as const),
  ...(['|', '>', '|-\n', '>-\n', '|+\n', '|2\n', '&a ', '*a', '!t ', '!!str ', '%', '@', '`', '='] as const),
  ...(['---\n', '--- ', '...\n', '...', '%YAML 1.2\n', '\xef\xbb\xbf', '\xe9', '\xff', '\xc3\xa9'] as const),
  ...(['1', '0x1', '-1', '.5', '~', 'null', 'true', 'a:b', 'a#b', 'key: v\n', '- x\n', '<<: *a\n'] as const),
  ...(['image: ', 'image: nginx:1\n', 'tag: 1.10\n', 'nginx:1.2', '@sha256:', 'kind: Pod\n'] as const),
] as const satisfies readonly [string, ...string[]];
