import type { SlotRole } from '../facts.ts';

/** A part of a reference and where it belongs. */
export interface ReferencePart {
  readonly role: SlotRole;
  readonly text: string;
}

/**
 * The whole reference that split values stand for, as charts put it together: names joined by `/`, the tag behind a
 * `:`, the digest behind an `@`. Empty parts are left out. A tag may have its digest with it: `1.2@sha256:…`.
 */
export function composeReference(parts: readonly ReferencePart[]): string {
  const textOf = (role: SlotRole): string => parts.find((part) => part.role === role)?.text ?? '';
  const names = parts.filter(({ role, text }) => isName(role) && text !== '').map(({ text }) => text);
  const tag = textOf('tag');
  const digest = textOf('digest');
  return names.join('/') + (tag === '' ? '' : `:${tag}`) + (digest === '' ? '' : `@${digest}`);
}

function isName(role: SlotRole): boolean {
  return role === 'reference' || role === 'registry' || role === 'repository';
}
