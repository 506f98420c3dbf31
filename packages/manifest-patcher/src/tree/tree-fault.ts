import type { ProblemCode } from '../facts.ts';

/** Why a document was not parsed. */
export interface TreeFault {
  readonly code: ProblemCode;
  readonly message: string;
  /** In the file. */
  readonly offset: number;
  /** What it cost to find out, in lexemes. */
  readonly cost: number;
}

/** The parser's own words, without the parts of the file that it quotes: they can be long, or a secret. */
export function syntaxFault(message: string, offset: number, cost: number, code?: string): TreeFault {
  const words = quotingCodes.get(code ?? '') ?? message.replace(/(?<=token|characters|found): .*$/s, '');
  return { code: 'syntax', message: `Not valid YAML: ${words}.`, offset, cost };
}

const quotingCodes: ReadonlyMap<string, string> = new Map([
  ['BAD_DIRECTIVE', 'A directive is not valid'],
  ['TAG_RESOLVE_FAILED', 'A tag cannot be resolved'],
]);
