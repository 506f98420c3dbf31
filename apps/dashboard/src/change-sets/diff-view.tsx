import { type ChangedPart, changedParts } from './changed-part.ts';
import { type DiffLine, type FileDiff, type Hunk, parseDiff } from './parse-diff.ts';

/** A diff, file by file, with line numbers. */
export function DiffView({ diff }: { readonly diff: string }) {
  const files = parseDiff(diff);
  return (
    <div class="diff">
      {files.map((file, index) => (
        <FileView key={`${index} ${file.path}`} file={file} />
      ))}
    </div>
  );
}

function FileView({ file: { path, notes, hunks } }: { readonly file: FileDiff }) {
  return (
    <section class="diff-file">
      {path !== '' && <h3 class="diff-path">{path}</h3>}
      {notes.map((note) => (
        <p class="diff-note" key={note}>
          {note}
        </p>
      ))}
      {hunks.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="diff-scroll" tabIndex={0} aria-label={`Changed lines of ${path}`}>
          <table class="diff-lines">
            <thead class="heard-only">
              <tr>
                <th scope="col">Line before</th>
                <th scope="col">Line after</th>
                <th scope="col">Change</th>
                <th scope="col">Text</th>
              </tr>
            </thead>
            {hunks.map((hunk, index) => (
              <HunkView key={`${index} ${hunk.heading}`} hunk={hunk} isFirst={index === 0} />
            ))}
          </table>
        </section>
      )}
    </section>
  );
}

function HunkView({ hunk: { heading, lines }, isFirst }: { readonly hunk: Hunk; readonly isFirst: boolean }) {
  const parts = changedParts(lines);
  const isTold = heading !== '' || !isFirst;
  return (
    <tbody>
      {isTold && (
        <tr class="diff-gap">
          <td colSpan={3} />
          <td>
            {'⋯ '}
            {heading}
          </td>
        </tr>
      )}
      {lines.map((line, index) => (
        <LineView key={index} line={line} part={parts[index]} />
      ))}
    </tbody>
  );
}

const kinds = { ' ': 'same', '+': 'added', '-': 'removed' } as const;
const shownSigns = { ' ': ' ', '+': '+', '-': '−' } as const;

function LineView({ line, part }: { readonly line: DiffLine; readonly part: ChangedPart | undefined }) {
  const { sign, before, after, text, unended } = line;
  const kind = kinds[sign];
  return (
    <tr class={`diff-line diff-${kind}`}>
      <td class="diff-number">{before}</td>
      <td class="diff-number">{after}</td>
      <td class="diff-sign">
        <span aria-hidden="true">{shownSigns[sign]}</span>
        {sign !== ' ' && <span class="heard-only">{kind}</span>}
      </td>
      <td class="diff-text">
        <LineText sign={sign} text={text} part={part} />
        {unended === true && <span class="diff-unended"> no line end</span>}
      </td>
    </tr>
  );
}

function LineText({ sign, text, part }: Pick<DiffLine, 'sign' | 'text'> & { part: ChangedPart | undefined }) {
  if (part === undefined || part.start === part.end) return text;
  const changed = text.slice(part.start, part.end);
  return (
    <>
      {text.slice(0, part.start)}
      {sign === '-' ? <del>{changed}</del> : <ins>{changed}</ins>}
      {text.slice(part.end)}
    </>
  );
}
