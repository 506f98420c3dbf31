import { Composer, type Node, Schema } from 'yaml';
import type { Segment } from '../source/split-documents.ts';
import { parseEveryday } from './everyday/parse-everyday.ts';
import { type Comment, type Tokens, tokenize } from './tokenize.ts';
import { syntaxFault, type TreeFault } from './tree-fault.ts';

/** Larger documents are not parsed. Kubernetes itself takes no object above 3 MB. */
const maxDocumentBytes = 5_000_000;

/** A parsed document. Every range in it is in offsets of the whole file's text. */
export interface Tree {
  /** Missing where the document is empty. */
  readonly root?: Node;
  readonly comments: readonly Comment[];
  /** What it cost to parse, in lexemes. */
  readonly cost: number;
}

/** YAML 1.2 core, whatever a `%YAML` directive says: values are compared and shown by their source text anyway. */
const schema = new Schema({ schema: 'core', resolveKnownTags: false, merge: false });

/** Parse one document in bounded time and memory. Its first error makes it a fault; nothing is thrown. */
export function parseDocument(text: string, segment: Segment): Tree | TreeFault {
  return parse(text, segment, (source, start) => parseEveryday(source, start, schema));
}

/** The same by the `yaml` library alone: slower, and the witness for what the fast way says. */
export function parseByLibrary(text: string, segment: Segment): Tree | TreeFault {
  return parse(text, segment, () => undefined);
}

function parse(
  text: string,
  { start, end }: Segment,
  quickly: (source: string, start: number) => Tree | undefined,
): Tree | TreeFault {
  if (end - start > maxDocumentBytes) {
    const message = `The document is too large to be read: more than ${maxDocumentBytes} bytes. Split it.`;
    return { code: 'too-large', message, offset: start, cost: 0 };
  }
  const source = text.slice(start, end);
  const control = source.search(controlCharacter);
  if (control !== -1) {
    const message = 'A control character, which YAML does not allow. Remove it.';
    return { code: 'control-character', message, offset: start + control, cost: 0 };
  }
  try {
    const tree = quickly(source, start);
    if (tree !== undefined) return tree;
    const parsed = tokenize(source, start);
    return 'code' in parsed ? parsed : compose(parsed, end);
  } catch (cause) {
    // No such input is known; if there is one, it must not stop the reading of everything else.
    const message = `The YAML parser failed: ${cause instanceof Error ? cause.name : typeof cause}.`;
    return { code: 'parser-failed', message, offset: start, cost: source.length };
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacter = /[\x00-\x08\x0b\x0c\x0e-\x1f]/;

function compose({ tokens, comments, cost }: Tokens, end: number): Tree | TreeFault {
  // Unique keys are checked by surveyTree: the composer's own check is quadratic.
  const composer = new Composer({ schema, uniqueKeys: false, prettyErrors: false });
  // The composer would gather every error of a hostile file, gigabytes of them; the first is enough.
  Reflect.set(composer, 'onError', stopAtError(cost));
  try {
    const [document] = composer.compose(tokens, true, end);
    const [error] = document?.errors ?? [];
    if (error !== undefined) return syntaxFault(error.message, error.pos[0], cost, error.code);
    return { ...(document?.contents ? { root: document.contents } : {}), comments, cost };
  } catch (cause) {
    if (cause instanceof FirstError) return cause.fault;
    throw cause;
  }
}

type ErrorSource = number | readonly [number, ...number[]] | { readonly offset: number };
type ErrorHandler = (at: ErrorSource, code: string, message: string, warning?: boolean) => void;

class FirstError extends Error {
  readonly fault: TreeFault;

  constructor(fault: TreeFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** The composer catches what is thrown inside a collection and reports it again; the first error stays the first. */
function stopAtError(cost: number): ErrorHandler {
  let first: FirstError | undefined;
  return (at, code, message, warning) => {
    if (warning === true) return;
    first ??= new FirstError(syntaxFault(message, errorOffset(at), cost, code));
    throw first;
  };
}

function errorOffset(at: ErrorSource): number {
  if (typeof at === 'number') return at;
  return 'offset' in at ? at.offset : at[0];
}
