import { imageName } from '@deployment-automator/image-reference';
import type { Binding, Hold } from '../../binding.ts';
import { printDuration } from '../../parse-duration.ts';
import { parseComment } from './parse-comment.ts';

/** One option of our dialect, as it is named after `automator/` and in comments. */
export interface SaidOption {
  readonly name: string;
  readonly value: string;
}

/** What a binding of any dialect says, in ours. */
export interface InOurDialect {
  /** The policy first, under `tag`. `filter` is there once for each filter. */
  readonly options: readonly SaidOption[];
  /** What our dialect cannot say, one sentence each; then the binding must stay as it is. */
  readonly lost: readonly string[];
}

/** Says a binding in our dialect. */
export function inOurDialect({ policy, options }: Binding): InOurDialect {
  const { writeBack, group, minAge, onRevert, allowDown, hold, platforms } = options;
  const said: (SaidOption | undefined)[] = [
    { name: 'tag', value: policy.text },
    ...policy.filters.map((value) => ({ name: 'filter', value })),
    option('suffix', policy.suffix),
    option('write-back', writeBack),
    option('group', group),
    option('min-age', minAge === undefined ? undefined : printDuration(minAge)),
    option('on-revert', onRevert),
    option('allow-down', allowDown?.toString()),
    option('hold', hold === undefined ? undefined : 'true'),
    option('hold-reason', hold === undefined ? undefined : reasonOf(hold)),
  ];
  const lost = platforms === undefined ? [] : [`only images for ${platforms.join(', ')} count`];
  return { options: said.filter((one) => one !== undefined), lost };
}

/**
 * The options as a comment's text, without its `#`; undefined where a comment cannot say them.
 *
 * @param image named where the field itself names none
 */
export function printComment(
  options: readonly SaidOption[],
  image?: Parameters<typeof imageName>[0],
): string | undefined {
  const [tag, ...rest] = options;
  const named = image === undefined ? rest : [...rest, { name: 'image', value: imageName(image) }];
  const words = named.map(({ name, value }) => `${name}=${/^[^\s"]+$/.test(value) ? value : `"${value}"`}`);
  const text = [tag?.value ?? '', ...words].join(' ');
  const read = parseComment(text);
  const same =
    !/[\n\r]/.test(text) &&
    read.policy === tag?.value &&
    JSON.stringify(read.options) === JSON.stringify(named.map(({ name, value }) => ({ name, value })));
  return same ? `automator: ${text}` : undefined;
}

/** The options as annotations, by their keys; what may be repeated has one a line. */
export function printAnnotations(
  options: readonly SaidOption[],
  name?: string,
): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  for (const { name: option, value } of options) {
    const key = `automator/${option}${name === undefined ? '' : `.${name}`}`;
    const before = annotations[key];
    annotations[key] = before === undefined ? value : `${before}\n${value}`;
  }
  return annotations;
}

/** Our annotations have no place of their own for who holds. */
function reasonOf({ reason, by }: Hold): string | undefined {
  return by === undefined ? reason : [reason, `(${by})`].filter((part) => part !== undefined).join(' ');
}

function option(name: string, value: string | undefined): SaidOption | undefined {
  return value === undefined ? undefined : { name, value };
}
