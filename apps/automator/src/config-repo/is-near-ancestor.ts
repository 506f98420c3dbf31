/** Others push a few commits at a time. */
const nearEnough = 32;

/**
 * Whether a commit is found by few steps along first parents, each read from the mirror without a process. False says
 * only that it is not near.
 */
export async function isNearAncestor(
  ancestor: string,
  commit: string,
  read: (name: string) => Promise<Buffer>,
): Promise<boolean> {
  let at: string | undefined = commit;
  for (let steps = 0; steps < nearEnough && at !== undefined; steps += 1) {
    if (at === ancestor) return true;
    at = /^tree \S+\nparent ([0-9a-f]+)\n/.exec((await read(at)).toString('latin1', 0, 200))?.[1];
  }
  return false;
}
