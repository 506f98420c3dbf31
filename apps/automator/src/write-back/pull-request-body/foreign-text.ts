/** A zero-width space: it parts what a forge would read as one reference, and nobody sees it. */
const part = '\u200b';

/**
 * Text that somebody else wrote (a label, a tag, a commit's subject, release notes), as one line of Markdown that
 * every forge shows as it is. It can become no markup and no table cell of its own. Nor can it become a mention, a
 * link or a reference: forges look for those in what they have rendered, where escaping no longer helps, so each is
 * parted by a zero-width space.
 *
 * @param longest in code points, before escaping; what is longer ends in `…`
 */
export function plain(text: string, longest = 200): string {
  const line = oneLine(text, longest);
  const parted = line
    .replace(/[@#!%&~$^*[:](?=\S)/g, (sigil) => sigil + part)
    .replace(/www(?=\.)/gi, (www) => www + part)
    .replace(/\b(?:[A-Z][A-Z0-9_]+|gh|Gh|gH)-(?=\d)/g, (key) => key + part)
    .replace(/[&<>|`*_[\]~\\$!^"]/g, (mark) => `&#${mark.codePointAt(0)};`);
  // What begins with a letter begins no list, heading, quote or command of the forge.
  return parted === '' || /^\p{L}/u.test(parted) ? parted : part + parted;
}

/** As {@link plain}, and as code where nothing in the text could end the code or a table's cell. */
export function code(text: string, longest = 200): string {
  const harmless = /^[A-Za-z0-9._:/@+=#!%~,-]+$/.test(text) && !/(?:^|[^A-Za-z0-9])[@#!]/.test(text);
  return harmless && text.length <= longest ? `\`${text}\`` : plain(text, longest);
}

/** A link with words of ours; the words alone where the URL is none for a browser. */
export function link(words: string, url: string): string {
  if (url.length > 2000 || !URL.canParse(url)) return words;
  const { protocol, username, password, href } = new URL(url);
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') return words;
  const safe = href.replace(
    /[^A-Za-z0-9\-._:/?#@!&+,;=%]/g,
    (mark) => `%${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return `[${words}](${safe})`;
}

/** Without line ends, control characters, and what changes the direction of the text or hides. */
export function oneLine(text: string, longest: number): string {
  // Cutting first keeps a text of a megabyte cheap; a code point has at most two units.
  const points = [
    ...text
      .slice(0, longest * 4)
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/\p{Cf}/gu, '')
      .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
      .trim(),
  ];
  return points.length <= longest ? points.join('') : `${points.slice(0, longest - 1).join('')}…`;
}
