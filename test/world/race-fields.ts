import type { DockerRegistry } from '../parts/docker-registry.ts';

/** A file of the contested config repo: a Deployment whose containers all run one image. */
export interface RaceFile {
  readonly path: string;
  /** Below the registry, such as `race/web`. */
  readonly repository: string;
  readonly containers: readonly string[];
  /** The policy is `semver:^<major>`. */
  readonly major: number;
  readonly group?: string;
}

/** One image in two places and ranges, in two directories, twice in one file, and two images that travel together. */
export const raceFiles: readonly RaceFile[] = [
  { path: 'alpha/web.yaml', repository: 'race/web', containers: ['web'], major: 1 },
  { path: 'beta/web.yaml', repository: 'race/web', containers: ['web'], major: 2 },
  { path: 'alpha/api.yaml', repository: 'race/api', containers: ['api'], major: 1 },
  { path: 'gamma/api.yaml', repository: 'race/api', containers: ['api'], major: 1 },
  { path: 'gamma/pair.yaml', repository: 'race/worker', containers: ['first', 'second'], major: 1 },
  { path: 'delta/left.yaml', repository: 'race/left', containers: ['left'], major: 1, group: 'duo' },
  { path: 'delta/right.yaml', repository: 'race/right', containers: ['right'], major: 1, group: 'duo' },
  { path: 'epsilon/cron.yaml', repository: 'race/cron', containers: ['cron'], major: 1 },
];

export function raceManifest(host: string, file: RaceFile): string {
  const { repository, containers, major, group } = file;
  const name = repository.replace('/', '-');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  annotations:
    team: race   # never touched
    automator/tag: semver:^${major}
${group === undefined ? '' : `    automator/group: ${group}\n`}spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
${containers.map((container) => containerText(container, `${host}/${repository}:${major}.0.0`)).join('')}`;
}

function containerText(name: string, image: string): string {
  return `      - name: ${name}
        # remark: none
        image: ${image}   # what runs
        args: [--round, none]
`;
}

/** What a manifest says, read without the product's own reader. */
export interface RaceState {
  /** The major version of the policy's range, undefined when nothing binds. */
  readonly major: number | undefined;
  readonly held: boolean;
  /** In the order of the containers. */
  readonly fields: readonly { readonly line: number; readonly image: string; readonly tag: string }[];
}

export function readState(text: string): RaceState {
  const major = /^ {4}automator\/tag: semver:\^(\d+)$/m.exec(text)?.[1];
  const fields = text.split('\n').flatMap((content, line) => {
    const [, image, tag] = /^ {8}image: (\S+):(\S+) {3}# what runs$/.exec(content) ?? [];
    return image === undefined || tag === undefined ? [] : [{ line, image, tag }];
  });
  return {
    major: major === undefined ? undefined : Number(major),
    held: /^ {4}automator\/hold: "true"$/m.test(text),
    fields,
  };
}

/** Below zero when `a` is the lower version, above when it is the higher. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

export function majorOf(version: string): number {
  return Number(version.split('.')[0]);
}

/** The tags of every image that were pushed, or are being pushed. */
export class PushedTags {
  readonly #tags = new Map<string, Set<string>>();

  async push(registry: DockerRegistry, repository: string, tag: string): Promise<void> {
    this.#tags.set(repository, (this.#tags.get(repository) ?? new Set()).add(tag));
    await registry.push(repository, tag);
  }

  has(repository: string, tag: string): boolean {
    return this.#tags.get(repository)?.has(tag) === true;
  }

  /** The highest full version of this major version. */
  newest(repository: string, major: number): string | undefined {
    return [...(this.#tags.get(repository) ?? [])]
      .filter((tag) => /^\d+\.\d+\.\d+$/.test(tag) && majorOf(tag) === major)
      .sort(compareVersions)
      .at(-1);
  }
}

/**
 * The containers of a file that a service has yet to move: bound, not held by a note, not above their range, and
 * behind. A person who moved one down holds it too; that is not in the text.
 */
export function fieldsBehind(file: RaceFile, text: string, pushed: PushedTags): readonly number[] {
  const { major, held, fields } = readState(text);
  if (major === undefined || held) return [];
  const newest = pushed.newest(file.repository, major);
  if (newest === undefined) return [];
  return fields.flatMap(({ tag }, at) =>
    majorOf(tag) <= major && compareVersions(tag, newest) < 0 ? [at] : [],
  );
}
