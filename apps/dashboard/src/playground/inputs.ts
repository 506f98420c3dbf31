/** An image's binding whose candidates are judged. */
export interface ImageSource {
  readonly imageId: string;
  readonly configRepo: string;
  /** The image field's id; empty for the image's first. */
  readonly binding: string;
  /** Whether policy, filters and current version are still to be taken from it. */
  readonly givesRule?: true;
}

/** Everything that somebody can enter in the playground. */
export interface Inputs {
  readonly policy: string;
  /** One a line. */
  readonly filters: string;
  readonly suffix: string;
  /** The version that the field holds: a tag, a digest or both. */
  readonly current: string;
  readonly allowDown: boolean;
  /** How old a tag must be, such as `24h`; empty for no age. */
  readonly minAge: string;
  /** One tag a line; what counts where no image is named. */
  readonly tags: string;
  readonly image?: ImageSource;
}

/** What somebody sees who comes without a link: a small example that shows the commonest verdicts. */
export const example: Inputs = {
  policy: 'semver:^1.4',
  filters: '',
  suffix: '',
  current: '1.4.1',
  allowDown: false,
  minAge: '',
  tags: ['2.0.0', '1.5.0', '1.5.0-rc.1', '1.4.2', '1.4.1', '1.3.9', 'main-4567def', 'latest'].join('\n'),
};

/** A link with more than this is cut by too many programs. In characters, as the link has them. */
export const longestLink = 16_000;

/** What a link carries, and whether it had to leave the tags out. */
export interface SharedInputs {
  /** A query, without a question mark. */
  readonly query: string;
  readonly isWhole: boolean;
}

/** Writes the inputs for a link. A list of tags that is too long for one stays behind. */
export function writeInputs(inputs: Inputs): SharedInputs {
  const { image, tags } = inputs;
  const query = image?.givesRule === true ? new URLSearchParams() : rulesQuery(inputs);
  if (image !== undefined) {
    query.set('image', image.imageId);
    query.set('config-repo', image.configRepo);
    query.set('binding', image.binding);
    return { query: query.toString(), isWhole: true };
  }
  const withoutTags = query.toString();
  query.set('tags', tags);
  const whole = query.toString();
  return whole.length <= longestLink
    ? { query: whole, isWhole: true }
    : { query: withoutTags, isWhole: false };
}

function rulesQuery({ policy, filters, suffix, current, allowDown, minAge }: Inputs): URLSearchParams {
  const query = new URLSearchParams({ policy });
  for (const filter of filterLines(filters)) query.append('filter', filter);
  if (suffix !== '') query.set('suffix', suffix);
  if (current !== '') query.set('current', current);
  if (allowDown) query.set('allow-down', 'true');
  if (minAge !== '') query.set('min-age', minAge);
  return query;
}

/** Reads the inputs from a link; `undefined` where it carries none. */
export function readInputs(query: URLSearchParams): Inputs | undefined {
  const policy = query.get('policy');
  const imageId = query.get('image');
  if (policy === null && imageId === null && !query.has('tags')) return undefined;
  const image =
    imageId === null
      ? {}
      : {
          image: {
            imageId,
            configRepo: query.get('config-repo') ?? '',
            binding: query.get('binding') ?? '',
            ...(policy === null && { givesRule: true as const }),
          },
        };
  return {
    policy: policy ?? '',
    filters: query.getAll('filter').join('\n'),
    suffix: query.get('suffix') ?? '',
    current: query.get('current') ?? '',
    allowDown: query.get('allow-down') === 'true',
    minAge: query.get('min-age') ?? '',
    tags: query.get('tags') ?? '',
    ...image,
  };
}

/** The filters that somebody entered. */
export function filterLines(filters: string): readonly string[] {
  return filters
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
