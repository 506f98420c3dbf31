/** The shortest text found that still fails, by leaving out lines, then characters. */
export function shrink(text: string, fails: (text: string) => boolean): string {
  const byLines = leaveOut(text.split(/(?<=\n)/), (lines) => fails(lines.join('')));
  return leaveOut([...byLines.join('')].slice(0, 2_000), (characters) => fails(characters.join(''))).join('');
}

function leaveOut(all: readonly string[], fails: (parts: readonly string[]) => boolean): readonly string[] {
  let parts = all;
  for (let size = Math.ceil(parts.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < parts.length; ) {
      const fewer = [...parts.slice(0, at), ...parts.slice(at + size)];
      if (fails(fewer)) parts = fewer;
      else at += size;
    }
  }
  return parts;
}
