import { expect, it } from 'vitest';
import { commandsOf } from './shell-words.ts';

it.each<readonly [shell: string, commands: readonly (readonly string[])[]]>([
  ['a b c', [['a', 'b', 'c']]],
  ['a \'b c\' "d e" f\\ g', [['a', 'b c', 'd e', 'f g']]],
  ['a | b && c; d', [['a'], ['b'], ['c'], ['d']]],
  ['a # b | c\nd', [['a'], ['d']]],
  ['a \\\n  b', [['a', 'b']]],
  ['X=1 Y="2 3" a', [['a']]],
  ['X=1', []],
  ['a > file 2>&1 <in', [['a']]],
  ["a - <<'END'\nb | c\nEND\nd", [['a', '-'], ['d']]],
  ['while a; do b; done', [['a'], ['b']]],
  ['a $(b c) "$(d e)"', [['a', '$(b c)', '$(d e)']]],
])('%s', (shell, commands) => {
  expect(commandsOf(shell)).toEqual(commands);
});
