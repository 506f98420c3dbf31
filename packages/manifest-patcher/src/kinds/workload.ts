import type { Cursor } from '../tree/cursor.ts';
import type { Findings, ImageReader } from './found-image.ts';
import { readPodSpec } from './pod-spec.ts';

/** A reader for kinds that hold one pod spec, at this path. */
export function readWorkload(podSpec: readonly string[]): ImageReader {
  return (resource, findings) => {
    let at: Cursor = resource;
    for (const key of podSpec) {
      const next = at.get(key);
      if (next === undefined) return reportDetour(at, findings);
      at = next;
    }
    if (at.isAlias) findings.notFollowed(at);
    else readPodSpec(at, findings);
  };
}

function reportDetour(at: Cursor, findings: Findings): void {
  if (at.isAlias || at.get('<<') !== undefined) findings.notFollowed(at);
}
