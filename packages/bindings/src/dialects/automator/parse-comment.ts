/** What stands after `# automator:`, taken apart: the policy's text, then `name=value` options. */
export interface ParsedComment {
  readonly policy: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
}

const option = /(?:^|\s)(?<name>[a-z][a-z-]*)=(?:"(?<quoted>[^"]*)"|(?<plain>\S*))/g;

/**
 * A policy may hold spaces (`semver:>=1.2 <2`), so it ends where the first `name=value` begins.
 * It may be written in double quotes.
 */
export function parseComment(text: string): ParsedComment {
  const matches = [...text.matchAll(option)];
  const policy = text.slice(0, matches[0]?.index ?? text.length).trim();
  return {
    policy: policy.replace(/^"(.*)"$/, '$1'),
    options: matches.map(({ groups }) => ({
      name: groups?.['name'] ?? '',
      value: groups?.['quoted'] ?? groups?.['plain'] ?? '',
    })),
  };
}
