/** One way to authenticate that a server offers. */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const TOKEN68 = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;
const PARAMETER = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;
const SEPARATORS = /[ \t,]*/y;
const SPACES = /[ \t]*/y;

/**
 * Reads a `WWW-Authenticate` header (RFC 9110, 11.6.1), where one line may hold several challenges and a comma may
 * stand between challenges, between parameters and inside a quoted value. More lenient than the RFC with unquoted
 * values, as registries are. A header that cannot be read offers nothing: the result is empty.
 */
export function parseChallenges(header: string | undefined): readonly Challenge[] {
  const text = header ?? '';
  const challenges: Challenge[] = [];
  let at = 0;

  function take(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern);
    sticky.lastIndex = at;
    const match = sticky.exec(text);
    if (match === null) return undefined;
    at = sticky.lastIndex;
    return match;
  }

  take(SEPARATORS);
  while (at < text.length) {
    const scheme = take(TOKEN)?.[0].toLowerCase();
    if (scheme === undefined) return [];
    const parameters = new Map<string, string>();
    challenges.push({ scheme, parameters });
    if (take(SPACES)?.[0] !== '') take(TOKEN68);

    for (let match = take(PARAMETER); match !== undefined; match = take(PARAMETER)) {
      const [, name = '', quoted, plain = ''] = match;
      parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
      if (take(SPACES) === undefined || !endsHere(text, at)) return [];
      take(SEPARATORS);
    }
    if (parameters.size === 0 && !endsHere(text, at)) return [];
    take(SEPARATORS);
  }
  return challenges;
}

function endsHere(text: string, at: number): boolean {
  return at === text.length || text[at] === ',';
}
