import type { FileFacts, Resource } from '@deployment-automator/manifest-patcher';
import type { BindingTable } from '../../binding.ts';
import type { Dialect } from '../../dialect.ts';
import { readResource } from './read-resource.ts';

/**
 * Flux v1: annotations on workloads and HelmReleases in YAML files.
 *
 * @see https://github.com/fluxcd/flux/blob/master/docs/references/automated-image-update.md
 */
export const fluxV1Dialect: Dialect = {
  name: 'flux-v1',
  wantedKinds: ['HelmRelease'],
  claims: (facts) => {
    const tables = facts.filter(isRead).flatMap(readFile);
    return {
      bindings: tables.flatMap((table) => table.bindings),
      problems: tables.flatMap((table) => table.problems),
    };
  },
};

function isRead({ path, notes }: FileFacts): boolean {
  return notes.length > 0 && /\.ya?ml$/.test(path);
}

function readFile(file: FileFacts): readonly BindingTable[] {
  return file.resources.filter(isOnItsOwn).flatMap((resource) => {
    const notes = file.notes.filter(
      ({ source, key, on }) => source === 'annotation' && on === resource.id && isOurs(key),
    );
    return notes.length === 0 ? [] : [readResource(resource, notes, file)];
  });
}

/** Flux v1 looks into lists, and into nothing else that holds resources. */
function isOnItsOwn({ place: { pointer } }: Resource): boolean {
  return /^(?:\/items\/\d+)*$/.test(pointer);
}

function isOurs(key: string): boolean {
  return /^(?:flux\.weave\.works|(?:(?:filter|repository|registry|tag)\.)?fluxcd\.io)\//.test(key);
}
