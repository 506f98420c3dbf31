import { type CST, Lexer, Parser } from 'yaml';
import { syntaxFault, type TreeFault } from './tree-fault.ts';

/** Bounds time and memory for documents made of nothing but punctuation. */
const maxLexemes = 1_000_000;
/** The composer calls itself once a level, and ends the whole process when it goes some thousands deep. */
const maxDepth = 200;

/** A comment's source text, from its `#`, and where that stands in the file. */
export interface Comment {
  readonly offset: number;
  readonly text: string;
}

/** A document cut into tokens, safe to be composed. */
export interface Tokens {
  readonly tokens: readonly CST.Token[];
  readonly comments: readonly Comment[];
  /** What it cost, in lexemes. */
  readonly cost: number;
}

/** The lexer's sign that the next lexeme is a scalar's text. */
const scalarMark = '\x1f';

/**
 * Cut one document into tokens.
 *
 * Drives the lexer and the token parser by hand, to stop at the first sign that the composer must not see this.
 *
 * @param start where the source stands in its file; all offsets are counted from the file's start
 */
export function tokenize(source: string, start: number): Tokens | TreeFault {
  const parser = new Parser();
  parser.offset = start;
  const tokens: CST.Token[] = [];
  const comments: Comment[] = [];
  let cost = 0;
  let insideScalar = false;
  for (const lexeme of new Lexer().lex(source)) {
    cost += 1;
    const offset = parser.offset;
    if (!insideScalar && lexeme.startsWith('#')) comments.push({ offset, text: lexeme });
    insideScalar = !insideScalar && lexeme === scalarMark;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') return syntaxFault(token.message, token.offset, cost);
      tokens.push(token);
    }
    if (parser.stack.length > maxDepth) {
      const message = `The document nests deeper than ${maxDepth} levels and was not read.`;
      return { code: 'too-deep', message, offset, cost };
    }
    if (cost > maxLexemes) {
      const message = `The document has more than ${maxLexemes} tokens and was not read. Split it.`;
      return { code: 'too-large', message, offset: start, cost };
    }
  }
  tokens.push(...parser.end());
  return { tokens, comments, cost };
}
