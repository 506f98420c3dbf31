import { bind, wantedKinds } from '@deployment-automator/bindings';
import { imageName, parseImageName } from '@deployment-automator/image-reference';
import { readFolder } from '../folder/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { printTable, type Row } from './print-table.ts';
import { readDialects } from './read-dialects.ts';
import { styleOf } from './style.ts';
import { print, type Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';

export interface ScanOptions {
  readonly dialects: string;
  readonly json?: boolean;
}

/** `automator scan [DIR]`: every image field found, one a line. A file that cannot be read is a line too. */
export async function scan(dir: string, options: ScanOptions, terminal: Terminal): Promise<ExitCode> {
  const { dim, green, red } = styleOf(terminal, 'stdout');
  const rows: Row[] = [];
  const show = (record: Record<string, unknown>, row: Row): void => {
    if (options.json) print(terminal, JSON.stringify(record));
    else rows.push(row);
  };
  const unread: [string, string][] = [];
  const showUnread = (file: string, error: string): void =>
    show({ file, error }, [{ text: `${file}: ${error}`, paint: red }]);

  const dialects = readDialects(options.dialects);
  const kinds = wantedKinds(dialects);
  const read = await withProgress(terminal, async (onProgress) =>
    Array.from(
      readFolder(dir, (...file) => unread.push(file), kinds, onProgress),
      ({ facts }) => facts,
    ),
  );
  for (const file of unread) showUnread(...file);
  const bindings = new Map(bind(read, dialects).bindings.map((binding) => [binding.field.id, binding]));
  for (const facts of read) {
    const { path } = facts;
    for (const { line, column, message } of facts.problems) showUnread(path, `${line}:${column}: ${message}`);
    for (const { id, place, image, slots, refusal } of facts.fields) {
      if (image === undefined) {
        const said = slots.map(({ text }) => text).join(' ');
        if (refusal?.code === 'template') {
          showUnread(path, `${place.line}:${place.column}: ${said} is left alone: ${refusal.reason}`);
        }
        continue;
      }
      const { registry, repository } = parseImageName(imageName(image));
      const { tag = null, digest = null } = image;
      const binding = bindings.get(id);
      const policy = binding?.policy.text ?? null;
      const { file, document, pointer, inner, line, column } = place;
      const record = {
        id,
        file,
        document,
        path: pointer,
        ...(inner !== undefined && { inner }),
        line,
        column,
        image: { registry, repository, tag, digest },
        policy,
        dialect: binding?.dialect ?? null,
      };
      show(record, [
        { text: `${file}:${line}:${column}`, paint: dim },
        image.original,
        { text: policy === null ? '' : `(${policy})`, paint: green },
      ]);
    }
  }
  printTable(['PLACE', 'IMAGE', 'POLICY'], rows, terminal);
  return exitCode.done;
}
