/** The trailer that a commit of ours carries for each update (the audit). */
export interface OurTrailer {
  /** The field's id in the commit's own tree. */
  readonly id: string;
  readonly repository: string;
  /** `-` where there was none. */
  readonly from: string;
  readonly to: string;
}

export function printOurTrailer({ id, repository, from, to }: OurTrailer): string {
  return `Automator-Update: ${id} ${repository} ${from} -> ${to}`;
}

/** What a commit's message says that the commit moved, in its order. */
export function readOurTrailers(message: string): OurTrailer[] {
  return message.split('\n').flatMap((line) => {
    const [, id, repository, from, to] =
      /^Automator-Update: (\S+) (\S+) (\S+) -> (\S+)$/.exec(line.trimEnd()) ?? [];
    if (id === undefined || repository === undefined || from === undefined || to === undefined) return [];
    return [{ id, repository, from, to }];
  });
}

/** Whether a commit's message says that the commit is our move of this field to this version. */
export function tellsOurMove(message: string, id: string, to: string): boolean {
  return readOurTrailers(message).some((trailer) => trailer.id === id && trailer.to === to);
}
