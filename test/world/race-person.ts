import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from './person.ts';
import {
  compareVersions,
  fieldsBehind,
  majorOf,
  type PushedTags,
  type RaceFile,
  readState,
} from './race-fields.ts';

/** A commit of the person's that the remote took. */
export interface PersonCommit {
  readonly commit: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  /** How many pushes somebody else beat before this one was taken. */
  readonly lost: number;
  /** Whether it took away, held or moved a field that a service had yet to move: the person came first. */
  readonly cameFirst: boolean;
}

export interface Moment {
  readonly file: RaceFile;
  readonly round: number;
  readonly pushed: PushedTags;
  /** Between 0 and 1. */
  readonly random: () => number;
}

/** What a change works on; `choice` (between 0 and 1) picks the container. */
interface Wish {
  readonly file: RaceFile;
  readonly round: number;
  readonly pushed: PushedTags;
  readonly choice: number;
}

const policyLine = /^ {4}automator\/tag: .*\n/m;
const holdLine = '    automator/hold: "true"\n';
const afterTeam = (text: string, line: string): string =>
  text.replace(/^ {4}team: .*\n/m, (team) => `${team}${line}`);

/** What the person does; each works on the newest text, whatever it has become. */
const disturb: Readonly<Record<string, (text: string, wish: Wish) => string>> = {
  'writes near the image': (text, { round }) =>
    text
      .replaceAll(/# remark: .*/g, `# remark: round ${round}`)
      .replaceAll(/args: .*/g, `args: [--round, "${round}"]`),
  'removes the binding': (text) => text.replace(policyLine, ''),
  'writes a hold': (text) => (text.includes(holdLine) ? text : afterTeam(text, holdLine)),
  'sets a tag above the range': (text, wish) => setTag(text, wish, () => `9.${wish.round}.0`),
  'sets the newest tag': (text, wish) =>
    setTag(text, wish, (tag, newest) => (compareVersions(tag, newest) < 0 ? newest : tag)),
  'sets a tag ahead of the registry': (text, wish) =>
    setTag(text, wish, (tag, newest) => {
      const ahead = `${majorOf(newest)}.${wish.round}.50`;
      return compareVersions(tag, ahead) < 0 ? ahead : tag;
    }),
};

/** Only where an image has tags of two major versions. */
function moveRange(text: string): string {
  return text.replace(/semver:\^([12])$/m, (_, major: string) => `semver:^${major === '1' ? 2 : 1}`);
}

/** Bound, not held, and no container above the range. */
function putRight(text: string, { file, pushed }: Wish): string {
  const released = text.replace(holdLine, '');
  const bound = policyLine.test(released)
    ? released
    : afterTeam(released, `    automator/tag: semver:^${file.major}\n`);
  // A move up to the newest tag lifts what a move down had held.
  const newest = pushed.newest(file.repository, readState(bound).major ?? file.major);
  return newest === undefined ? bound : bound.replaceAll(/:\d+\.\d+\.\d+ {3}/g, `:${newest}   `);
}

function setTag(text: string, wish: Wish, choose: (tag: string, newest: string) => string): string {
  const { file, pushed, choice } = wish;
  const { fields, major = file.major } = readState(text);
  const field = fields[Math.floor(choice * fields.length)];
  const newest = pushed.newest(file.repository, major);
  if (field === undefined || newest === undefined) return text;
  const lines = text.split('\n');
  lines[field.line] = (lines[field.line] ?? '').replace(
    `${field.image}:${field.tag}`,
    `${field.image}:${choose(field.tag, newest)}`,
  );
  return lines.join('\n');
}

/** Waits a moment, then commits something and pushes it until it is taken. */
export async function meddle(person: Person, moment: Moment): Promise<PersonCommit | undefined> {
  const { file, round, pushed, random } = moment;
  await sleep(random() * 250);
  const kind = random();
  const wish: Wish = { file, round, pushed, choice: random() };
  if (kind < 0.1) {
    const append = (text: string): string => `${text}round ${round}\n`;
    return record(person, 'notes.md', 'writes an unrelated file', append, () => false);
  }
  if (kind < 0.25) return takeBack(person, file.path);
  const names = Object.keys(disturb);
  const chosen = names[Math.floor(random() * names.length)] ?? '';
  const name = kind < 0.6 ? 'puts it right' : kind < 0.7 && isInTwoRanges(file) ? 'moves the range' : chosen;
  const behind = (text: string): number => fieldsBehind(file, text, pushed).length;
  return record(
    person,
    file.path,
    name,
    (text) =>
      name === 'puts it right'
        ? putRight(text, wish)
        : name === 'moves the range'
          ? moveRange(text)
          : (disturb[name]?.(text, wish) ?? text),
    (before, after) => behind(after) < behind(before),
  );
}

/** What bots do: they touch no image, and often the very file. */
export async function tidy(bot: Person, moment: Moment): Promise<PersonCommit> {
  const { file, round, pushed, random } = moment;
  await sleep(random() * 250);
  if (random() < 0.5) {
    return record(
      bot,
      'notes.md',
      'a bot writes a note',
      (text) => `${text}round ${round}\n`,
      () => false,
    );
  }
  const wish: Wish = { file, round: round * 1000 + Math.floor(random() * 1000), pushed, choice: 0 };
  const edit = (text: string): string => disturb['writes near the image']?.(text, wish) ?? text;
  return record(bot, file.path, 'a bot writes near the image', edit, () => false);
}

/** As `git revert` of what a service wrote, for this one file. */
async function takeBack(person: Person, path: string): Promise<PersonCommit | undefined> {
  const change = 'takes an update back';
  const done = await person.revert(path, 'Deployment Automator', `The person ${change} (${path})`);
  return done && { ...done, path, change, cameFirst: false };
}

function isInTwoRanges({ repository }: RaceFile): boolean {
  return repository === 'race/web';
}

async function record(
  person: Person,
  path: string,
  change: string,
  edit: (text: string) => string,
  cameFirst: (before: string, after: string) => boolean,
): Promise<PersonCommit> {
  const tries: { before: string; after: string }[] = [];
  const commit = await person.change(
    path,
    (before) => {
      const after = edit(before);
      tries.push({ before, after });
      return after;
    },
    `The person ${change} (${path})`,
  );
  const { before, after } = tries.at(-1) ?? { before: '', after: '' };
  return { commit, path, change, before, after, lost: tries.length - 1, cameFirst: cameFirst(before, after) };
}
