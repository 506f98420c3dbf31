import { bind, wantedKinds } from '@deployment-automator/bindings';
import { imageName, parseImageName } from '@deployment-automator/image-reference';
import { readFolder } from '../folder/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readDialects } from './read-dialects.ts';
import { print, type Terminal } from './terminal.ts';

export interface ScanOptions {
  readonly dialects: string;
  readonly json?: boolean;
}

/** `automator scan [DIR]`: every image field found, one a line. A file that cannot be read is a line too. */
export async function scan(dir: string, options: ScanOptions, terminal: Terminal): Promise<ExitCode> {
  const show = (record: Record<string, unknown>, text: string): void =>
    print(terminal, options.json ? JSON.stringify(record) : text);
  const showUnread = (file: string, error: string): void => show({ file, error }, `${file}: ${error}`);

  const dialects = readDialects(options.dialects);
  const read = Array.from(readFolder(dir, showUnread, wantedKinds(dialects)), ({ facts }) => facts);
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
      show(record, `${file}:${line}:${column}  ${image.original}${policy === null ? '' : `  (${policy})`}`);
    }
  }
  return exitCode.done;
}
