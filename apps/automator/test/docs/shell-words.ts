/** One simple command of a shell text: its words, quotes taken away. */
export type Command = readonly string[];

const controls = new Set(['|', '||', '&&', ';', '&', '(', ')', '{', '}', '\n']);
const keywords = new Set(['if', 'then', 'else', 'fi', 'for', 'do', 'done', 'while', '!']);

/**
 * The commands of a shell text as far as docs need it: quotes, comments, continued lines, here-documents, pipes and
 * assignments. What a command writes to or reads from is left out.
 */
export function commandsOf(text: string): readonly Command[] {
  const commands: string[][] = [[]];
  for (const token of tokensOf(withoutHereDocuments(text.replaceAll('\\\n', ' ')))) {
    if (controls.has(token) || keywords.has(token)) commands.push([]);
    else commands.at(-1)?.push(token);
  }
  return commands.map(withoutRedirections).flatMap((words) => {
    const from = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
    return from === -1 ? [] : [words.slice(from)];
  });
}

function withoutHereDocuments(text: string): string {
  return text.replaceAll(/(<<-?\s*(['"]?)(\w+)\2[^\n]*)\n[\s\S]*?\n\s*\3(?=\n|$)/g, '$1');
}

function withoutRedirections(words: readonly string[]): string[] {
  return words.filter(
    (word, at) => !/^\d*[<>]/.test(word) && !/^\d*(?:[<>]|<<-?|>>)$/.test(words[at - 1] ?? ''),
  );
}

function tokensOf(text: string): string[] {
  const pattern =
    /#[^\n]*|\n|&&|\|\||[|;&(){}](?=\s|$|\n)|\|(?!\|)|(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|\$\([^)]*\)|[^\s|;&'"\\])+/g;
  const tokens: string[] = [];
  for (const [token] of text.matchAll(pattern)) {
    if (!token.startsWith('#')) tokens.push(unquote(token));
  }
  return tokens;
}

function unquote(token: string): string {
  if (token === '\n') return token;
  return token.replaceAll(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g,
    (_all, single, double, char) => single ?? double ?? char,
  );
}
