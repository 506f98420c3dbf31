import { RegistryError, type Subject } from '../registry-error.ts';
import { isWebPage } from './answer-worth.ts';
import type { Answer } from './exchange.ts';

/**
 * The JSON value of an answer, whatever its content type says.
 *
 * @throws RegistryError `not-a-registry` for a web page, `bad-answer` for other text.
 */
export function parseJson(subject: Subject, answer: Answer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch {
    // No cause: the parser's message quotes the text, and that may be anything.
    if (isWebPage(answer)) throw new RegistryError('not-a-registry', subject, 'it answers with a web page');
    throw new RegistryError('bad-answer', subject, 'it answers with something that is not JSON');
  }
}
