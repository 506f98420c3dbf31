/** `team/app/web` → `team` and `app/web`: the owner, project or namespace, and the name below it. */
export function splitRepository(repository: string): { readonly owner: string; readonly name: string } {
  const slash = repository.indexOf('/');
  return { owner: repository.slice(0, Math.max(slash, 0)), name: repository.slice(slash + 1) };
}
