import { type DialectName, dialectNames } from '@deployment-automator/bindings';
import { AutomatorError } from '../errors/automator-error.ts';

/**
 * Reads `--dialects`: names separated by commas.
 * @throws AutomatorError `bad-usage`
 */
export function readDialects(text: string): DialectName[] {
  return text.split(',').map((name) => {
    const known = dialectNames.find((dialect) => dialect === name.trim());
    if (known !== undefined) return known;
    throw new AutomatorError('bad-usage', `there is no dialect "${name.trim()}"`, {
      where: '--dialects',
      next: `use ${dialectNames.join(', ')}`,
    });
  });
}
