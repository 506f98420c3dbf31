import type { Hold } from '@deployment-automator/bindings';
import { imageName } from '@deployment-automator/image-reference';
import { imageIdOf } from '../../check/index.ts';
import type { Snapshot } from '../../config-repo/index.ts';
import { readReleases, rulesFile } from '../../holds/index.ts';
import type { Telling } from './telling.ts';

/** What persons hold, release and freeze in one commit and not in the one before, whichever way they said it. */
export function tellWords(before: Snapshot, after: Snapshot): readonly Telling[] {
  const [held, holds] = [holdsIn(before), holdsIn(after)];
  const hold = [...holds]
    .filter(([id, word]) => sayHold(word) !== sayHold(held.get(id)))
    .map(([id, word]) => tellField(after, id, `${id} is held${sayHold(word)}`, 'hold'));
  const lifted = [...held.keys()].filter((id) => !holds.has(id));
  const released = new Set([...lifted, ...newReleases(before, after)]);
  const release = [...released].map((id) => tellField(after, id, `${id} is released`, 'release'));
  return [...hold, ...release, ...tellFreezes(before, after)];
}

function holdsIn({ table }: Snapshot): ReadonlyMap<string, Hold> {
  return new Map(
    table.bindings.flatMap(({ field, options }) =>
      options.hold === undefined ? [] : [[field.id, options.hold] as const],
    ),
  );
}

/** The fields that a release was written for. */
function newReleases(before: Snapshot, after: Snapshot): string[] {
  const known = new Set(releasesIn(before).map((release) => JSON.stringify(release)));
  return releasesIn(after)
    .filter((release) => !known.has(JSON.stringify(release)))
    .map(({ id }) => id);
}

function releasesIn({ files }: Snapshot): ReturnType<typeof readReleases> {
  return readReleases(files.get(rulesFile)?.facts);
}

function tellFreezes(before: Snapshot, after: Snapshot): readonly Telling[] {
  const [[was], [is]] = [before.table.freezes ?? [], after.table.freezes ?? []];
  if ((was === undefined) === (is === undefined)) return [];
  const message =
    is === undefined ? `${after.repo} is not frozen any more` : `${after.repo} is frozen${sayHold(is)}`;
  return [
    {
      happening: { kind: 'word', message, configRepo: after.repo, commit: after.commit },
      once: `freeze ${after.repo} ${after.commit}`,
    },
  ];
}

function tellField(after: Snapshot, id: string, message: string, word: string): Telling {
  const { repo: configRepo, commit, table } = after;
  const reference = table.bindings.find(({ field }) => field.id === id)?.field.image;
  const image = reference && imageName(reference);
  return {
    happening: {
      kind: 'word',
      message,
      configRepo,
      commit,
      ...(image !== undefined && { image, imageId: imageIdOf(image) }),
    },
    once: `${word} ${configRepo} ${commit} ${id}`,
  };
}

function sayHold(hold: Hold | undefined): string | undefined {
  if (hold === undefined) return undefined;
  const { by, reason, until } = hold;
  return [
    ...(by === undefined ? [] : [` by ${by}`]),
    ...(until === undefined ? [] : [` until ${new Date(until).toISOString()}`]),
    ...(reason === undefined ? [] : [`: ${reason}`]),
  ].join('');
}
