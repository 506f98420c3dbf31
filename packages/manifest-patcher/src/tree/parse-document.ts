import { Composer, type CST, Lexer, type ParsedNode, Parser, Schema } from 'yaml';
import type { ProblemCode } from '../facts.ts';
import type { Segment } from '../source/split-documents.ts';
import { decodeUtf8 } from './scalar-text.ts';

/** Larger documents are not parsed. Kubernetes itself takes no object above 3 MB. */
const maxDocumentBytes = 5_000_000;
/** Bounds time and memory for documents made of nothing but punctuation. */
const maxDocumentLexemes = 2_000_000;
/** The composer calls itself once a level, and ends the whole process when it goes some thousands deep. */
const maxDepth = 200;

/** A comment's source text, from its `#`, and where that stands in the file. */
export interface Comment {
  readonly offset: number;
  readonly text: string;
}

/** A parsed document. Every range in it is in offsets of the whole file's text. */
export interface Tree {
  /** Missing where the document is empty. */
  readonly root?: ParsedNode;
  readonly comments: readonly Comment[];
  /** What it cost to parse, in lexemes. */
  readonly cost: number;
}

/** Why a document was not parsed. */
export interface TreeFault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly offset: number;
  readonly cost: number;
}

/** YAML 1.2 core, whatever a `%YAML` directive says: values are compared and shown by their source text anyway. */
const schema = new Schema({ schema: 'core', resolveKnownTags: false, merge: false });

/** Parse one document in bounded time and memory. Its first error makes it a fault; nothing is thrown. */
export function parseDocument(text: string, segment: Segment): Tree | TreeFault {
  const { start, end } = segment;
  if (end - start > maxDocumentBytes) {
    const message = `The document is too large to be read: more than ${maxDocumentBytes} bytes. Split it.`;
    return { code: 'too-large', message, offset: start, cost: 0 };
  }
  const source = text.slice(start, end);
  const control = findControlCharacter(source);
  if (control !== -1) {
    const message = 'A control character, which YAML does not allow. Remove it.';
    return { code: 'control-character', message, offset: start + control, cost: 0 };
  }
  const parsed = tokenize(source, start);
  return 'code' in parsed ? parsed : compose(parsed, end);
}

interface Tokens {
  readonly tokens: readonly CST.Token[];
  readonly comments: readonly Comment[];
  readonly cost: number;
}

/** Drives the lexer and the token parser by hand, to stop at the first sign that the composer must not see this. */
function tokenize(source: string, start: number): Tokens | TreeFault {
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
    if (cost > maxDocumentLexemes) {
      const message = `The document has more than ${maxDocumentLexemes} tokens and was not read. Split it.`;
      return { code: 'too-large', message, offset: start, cost };
    }
  }
  tokens.push(...parser.end());
  return { tokens, comments, cost };
}

/** The lexer's sign that the next lexeme is a scalar's text. */
const scalarMark = '\x1f';

function compose({ tokens, comments, cost }: Tokens, end: number): Tree | TreeFault {
  // Unique keys are checked by surveyTree: the composer's own check is quadratic.
  const composer = new Composer({ schema, uniqueKeys: false, prettyErrors: false });
  let first: TreeFault | undefined;
  const onError = (at: ErrorSource, _code: string, message: string, warning?: boolean): void => {
    if (warning === true) return;
    first ??= syntaxFault(message, errorOffset(at), cost);
    throw new Error(message);
  };
  // The composer would gather every error of a hostile file, gigabytes of them; the first is enough.
  Reflect.set(composer, 'onError', onError);
  try {
    const [document] = composer.compose(tokens, true, end);
    const [error] = document?.errors ?? [];
    if (error !== undefined) return syntaxFault(error.message, error.pos[0], cost);
    return { ...(document?.contents ? { root: document.contents } : {}), comments, cost };
  } catch (cause) {
    const message = `The YAML parser failed: ${cause instanceof Error ? cause.message : String(cause)}`;
    return first ?? { code: 'parser-failed', message, offset: tokens[0]?.offset ?? 0, cost };
  }
}

type ErrorSource = number | readonly [number, ...number[]] | { readonly offset: number };

function errorOffset(at: ErrorSource): number {
  if (typeof at === 'number') return at;
  return 'offset' in at ? at.offset : at[0];
}

/** The parser quotes the text it stumbles on after a colon; that may be a secret, so it is left out. */
function syntaxFault(message: string, offset: number, cost: number): TreeFault {
  const words = decodeUtf8(message)
    .replace(/: ["'].*$/su, '')
    .replace(/ +at line \d+.*$/su, '');
  return { code: 'syntax', message: `Not valid YAML: ${words}.`, offset, cost };
}

function findControlCharacter(source: string): number {
  for (let at = 0; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
  return -1;
}
