import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ImageReference,
  ImageReferenceError,
  imageName,
  parseImageReference,
  printVersion,
} from '@deployment-automator/image-reference';
import { edit } from '@deployment-automator/manifest-patcher';
import { AutomatorError } from '../errors/automator-error.ts';
import { readFolder } from '../folder/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { printTable, type Row } from './print-table.ts';
import { styleOf } from './style.ts';
import { print, type Terminal, warn } from './terminal.ts';

export interface SetOptions {
  readonly unpin?: boolean;
  readonly json?: boolean;
}

/** `automator set REF [DIR]`: every field of REF's repository takes REF's tag and digest; no registry is asked. */
export async function set(
  ref: string,
  dir: string,
  options: SetOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const wanted = readReference(ref);
  const { tag, digest } = wanted;
  const to = { ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
  const { green, red } = styleOf(terminal, 'stdout');
  const rows: Row[] = [];
  const show = (record: Record<string, string>, row: Row): void => {
    if (options.json) print(terminal, JSON.stringify(record));
    else rows.push(row);
  };
  const lastSegment = wanted.repository.slice(wanted.repository.lastIndexOf('/') + 1);
  let failed = false;
  let found = 0;
  const fail = (path: string, reason: string): void => {
    failed = true;
    warn(terminal, `${styleOf(terminal, 'stderr').red('error:')} ${path}: ${reason}`);
  };

  for (const { path, bytes, facts } of readFolder(dir, fail)) {
    // A file that cannot be read and does not even name the repository, such as a chart's template, hides nothing.
    if (bytes.includes(lastSegment)) {
      for (const { line, column, message } of facts.problems) fail(path, `${line}:${column}: ${message}`);
    }
    const fields = facts.fields.filter(
      ({ image }) => image !== undefined && imageName(image) === imageName(wanted),
    );
    if (fields.length === 0) continue;
    found += fields.length;
    const patch = edit(
      path,
      bytes,
      fields.map((field) => ({ field, to, unpin: options.unpin ?? false })),
    );
    const failure = patch.changes.length > 0 ? write(join(dir, path), patch.bytes) : undefined;
    if (failure !== undefined) fail(path, failure);
    for (const change of failure === undefined ? patch.changes : []) {
      const id = change.field;
      const from = printVersion(fields.find((field) => field.id === id)?.image ?? {});
      show({ id, from, to: printVersion(to) }, [
        id,
        { text: `${from} -> ${printVersion(to)}`, paint: green },
      ]);
    }
    for (const { field: id, code, reason } of patch.refused) {
      failed = true;
      const said = code === 'pinned' ? pinned : reason;
      show({ id, refused: code, reason: said }, [id, { text: `refused: ${said}`, paint: red }]);
    }
  }
  printTable(['FIELD', 'CHANGE'], rows, terminal);
  if (found === 0) warn(terminal, `no field of ${imageName(wanted)} was found in ${dir}`);
  return failed ? exitCode.failed : exitCode.done;
}

/** The patcher knows no command line. */
const pinned = 'it is pinned by a digest; give the new digest with the tag, or drop it with --unpin';

/** @returns what went wrong */
function write(file: string, bytes: Uint8Array): string | undefined {
  try {
    writeFileSync(file, bytes);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readReference(text: string): ImageReference {
  const usage = (message: string): AutomatorError =>
    new AutomatorError('bad-usage', message, {
      where: text,
      next: 'give a reference such as ghcr.io/acme/web:1.4.2',
    });
  try {
    const reference = parseImageReference(text);
    if (reference.tag === undefined && reference.digest === undefined)
      throw usage(`${text} has neither a tag nor a digest`);
    return reference;
  } catch (error) {
    throw error instanceof ImageReferenceError ? usage(error.message) : error;
  }
}
