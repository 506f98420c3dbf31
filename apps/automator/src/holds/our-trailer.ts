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

/** Whether a commit's message says that the commit is our move of this field to this version. */
export function tellsOurMove(message: string, id: string, to: string): boolean {
  return message.split('\n').some((line) => {
    const [, trailerId, trailerTo] = /^Automator-Update: (\S+) \S+ \S+ -> (\S+)$/.exec(line.trimEnd()) ?? [];
    return trailerId === id && trailerTo === to;
  });
}
