import { readFile } from 'node:fs/promises';
import { RegistryError } from '../registry-error.ts';

/** A mounted token or key, without the line end. @throws RegistryError `credentials-unreadable` */
export async function readSecretFile(host: string, file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new RegistryError('credentials-unreadable', { host }, `the file ${file} cannot be read`, { cause });
  }
}
