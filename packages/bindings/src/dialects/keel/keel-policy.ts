import type { BindingProblemCode } from '../../problem.ts';

/** A policy in our language. */
export interface PolicyText {
  readonly text: string;
  readonly filters?: readonly string[];
  readonly suffix?: string;
}

/** What Keel's options say beside the policy. */
export interface KeelOptions {
  readonly matchTag: boolean;
  readonly matchPreRelease: boolean;
}

/** Why a policy of Keel cannot be said in ours. */
export interface KeelFault {
  readonly code: BindingProblemCode;
  readonly message: string;
}

/**
 * Says a policy of Keel in our language.
 *
 * @param text the value of `keel.sh/policy`, none of `never` and the empty one
 * @param current the tag that stands in the field; a reference without a tag means `latest`
 */
export function sayKeelPolicy(text: string, options: KeelOptions, current: string): PolicyText | KeelFault {
  const [, kind, pattern = ''] = /^(glob|regexp|newest):(.*)$/s.exec(text) ?? [];
  switch (kind ?? text) {
    case 'all':
    case 'major':
    case 'minor':
    case 'patch':
      return sayVersions(text, options, current);
    case 'force':
      return options.matchTag ? { text: `digest:${current}` } : { text: 'newest' };
    case 'glob':
      return sayGlob(pattern);
    case 'regexp':
      return { text: 'alphabetical', filters: [`regex:${withKey(pattern)}`] };
    case 'newest':
      return { text: 'newest:built', filters: [`regex:${withoutKey(pattern)}`] };
    default: {
      const known = 'all, major, minor, patch, force, glob:<glob>, regexp:<regexp>, newest:<regexp> or never';
      return { code: 'bad-policy', message: `there is no policy ${JSON.stringify(text)}; write ${known}` };
    }
  }
}

/** A tag that Keel can compare: two numbers or three, with what may follow. */
const version = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** Keel leaves out tags of one number, which ours would count. */
const dotted = 'glob:*.*';

/** Keel's rule is relative to the current version; the range that it means stays the same while the tag moves in it. */
function sayVersions(
  text: string,
  { matchPreRelease }: KeelOptions,
  current: string,
): PolicyText | KeelFault {
  const any = text === 'all' || !matchPreRelease;
  const filters = [dotted];
  if (current === 'latest') return { text: any ? 'semver-loose:>=0.0.0-0' : 'semver-loose:*', filters };
  const [, major, minor = '0'] = version.exec(current) ?? [];
  if (major === undefined) {
    const message = `"${text}" is relative to the version that stands here, and ${JSON.stringify(current)} is none; set the tag to a version`;
    return { code: 'no-equivalent', message };
  }
  if (any) return { text: `semver-loose:${boundsOf(text, Number(major), Number(minor))}`, filters };
  return { text: `semver-loose:${rangeOf(text, major, minor)}`, filters, suffix: 'keep' };
}

function rangeOf(text: string, major: string, minor: string): string {
  if (text === 'minor') return `${major}.x`;
  return text === 'patch' ? `${major}.${minor}.x` : '*';
}

/** The same with every pre-release in between. */
function boundsOf(text: string, major: number, minor: number): string {
  if (text === 'minor') return `>=${major}.0.0-0 <${major + 1}.0.0-0`;
  return text === 'patch' ? `>=${major}.${minor}.0-0 <${major}.${minor + 1}.0-0` : '>=0.0.0-0';
}

/** In Keel's globs only the star is special. */
function sayGlob(glob: string): PolicyText | KeelFault {
  if (glob === '' || glob.includes(':')) {
    return {
      code: 'bad-filter',
      message: `glob:${glob} matches no tag; write glob:<glob> without a further colon`,
    };
  }
  if (/^[\w.*-]+$/.test(glob)) return { text: 'alphabetical', filters: [`glob:${glob}`] };
  const regex = glob.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '.*');
  return { text: 'alphabetical', filters: [`regex:^${regex}$`] };
}

const group = /(?<!\\)\(\?P?<(\w+)>/g;

/** Keel orders by the group `compare`; ours is `key`. */
function withKey(pattern: string): string {
  return pattern.replace(group, (whole, name) =>
    name === 'compare' ? '(?<key>' : name === 'key' ? '(' : whole,
  );
}

/** A regexp with a group `key` of its own, which would have a meaning for us. */
export function withoutKey(pattern: string): string {
  return pattern.replace(group, (whole, name) => (name === 'key' ? '(' : whole));
}
