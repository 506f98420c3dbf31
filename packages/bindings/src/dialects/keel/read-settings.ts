import type { Note } from '@deployment-automator/manifest-patcher';
import type { KeelFault, KeelOptions } from './keel-policy.ts';

/** What the annotations and labels of one resource say. */
export interface Settings extends KeelOptions {
  /** The note with the policy. */
  readonly policy: Note;
  /** A person must approve each update. */
  readonly approvals: boolean;
  readonly initContainers: boolean;
  readonly imageVolumes: boolean;
  /** A regular expression over the names of containers and volumes. */
  readonly monitor?: string;
}

/** A setting that cannot be read, and the note that it is in. */
export interface SettingFault extends KeelFault {
  readonly note: Note;
}

const prefix = 'keel.sh/';

/** Read by Keel, without a meaning for what is deployed. */
const others = [
  'approvalDeadline',
  'digest',
  'imagePullSecret',
  'notify',
  'pollSchedule',
  'releaseNotes',
  'trigger',
  'update-time',
];

/** What is read here, with the names that Keel took in earlier versions. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  policy: ['policy'],
  matchTag: ['matchTag', 'match-tag'],
  matchPreRelease: ['matchPreRelease', 'match-pre-release'],
  approvals: ['approvals'],
  initContainers: ['initContainers'],
  imageVolumes: ['imageVolumes'],
  monitorContainers: ['monitorContainers'],
};

/** Options that Keel reads beside the policy: as annotations where that is one, as labels where it is a label. */
const besidePolicy = new Set(['matchTag', 'matchPreRelease']);

/**
 * Reads the settings of one resource. An annotation beats a label.
 *
 * @returns no settings where nothing asks Keel for updates
 */
export function readSettings(notes: readonly Note[]): {
  settings?: Settings;
  faults: readonly SettingFault[];
} {
  const faults: SettingFault[] = [];
  const policy = find(notes, 'policy');
  for (const note of notes) {
    const name = note.key.slice(prefix.length);
    if (others.includes(name) || Object.values(spellings).some((known) => known.includes(name))) continue;
    faults.push({
      code: 'unknown-key',
      message: `Keel does not read ${note.key}; correct or remove it`,
      note,
    });
  }
  if (policy === undefined) {
    const [note] = notes;
    if (note !== undefined && faults.length === 0) {
      faults.push({
        code: 'no-policy',
        message: 'there is no keel.sh/policy beside it; add one or remove it',
        note,
      });
    }
    return { faults };
  }
  const truth = (name: string, otherwise: boolean): boolean => {
    const source = besidePolicy.has(name) ? notes.filter((note) => note.source === policy.source) : notes;
    const note = find(source, name);
    if (note === undefined) return otherwise;
    if (note.value !== 'true' && note.value !== 'false') {
      const message = `${note.key} is ${JSON.stringify(note.value)}; write "true" or "false"`;
      faults.push({ code: 'bad-value', message, note });
    }
    return note.value === 'true';
  };
  const approvals = find(notes, 'approvals');
  if (approvals !== undefined && !/^\d{1,6}$/.test(approvals.value)) {
    const message = `${approvals.key} is ${JSON.stringify(approvals.value)}; write a number`;
    faults.push({ code: 'bad-value', message, note: approvals });
  }
  const monitor = find(notes, 'monitorContainers');
  const settings = {
    policy,
    matchTag: truth('matchTag', false),
    matchPreRelease: truth('matchPreRelease', true),
    approvals: approvals !== undefined && Number(approvals.value) > 0,
    initContainers: truth('initContainers', false),
    imageVolumes: truth('imageVolumes', false),
    ...(monitor !== undefined && monitor.value !== '' && { monitor: monitor.value }),
  };
  return { settings, faults };
}

function find(notes: readonly Note[], name: string): Note | undefined {
  for (const source of ['annotation', 'label']) {
    for (const spelling of spellings[name] ?? []) {
      const note = notes.find(({ key, source: from }) => key === `${prefix}${spelling}` && from === source);
      if (note !== undefined) return note;
    }
  }
  return undefined;
}
