import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** An object of a repository. */
export interface FoundObject {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Reads objects from a repository through one long-lived git process. */
export interface ObjectReader {
  /**
   * By id, or by what git calls it, such as a ref or `<commit>:<path>`; a name with a line break is none.
   * @throws when it is not in the repository
   */
  find(name: string): Promise<FoundObject>;
  /** The bytes of what `find` finds. */
  read(name: string): Promise<Buffer>;
  close(): void;
}

interface Waiting {
  readonly name: string;
  readonly resolve: (answer: FoundObject) => void;
  readonly reject: (error: Error) => void;
}

/**
 * `git cat-file --batch`: one line in, `<id> blob <size>` and the bytes out, in the order of asking.
 * The process is started at the first read and again after it died.
 */
export function createObjectReader(dir: string, env: Readonly<Record<string, string>>): ObjectReader {
  let child: ChildProcessWithoutNullStreams | undefined;
  let waiting: Waiting[] = [];

  const fail = (error: Error): void => {
    const failed = waiting;
    waiting = [];
    child = undefined;
    for (const { reject } of failed) reject(error);
  };

  const start = (): ChildProcessWithoutNullStreams => {
    const started = spawn('git', ['cat-file', '--batch'], { cwd: dir, env });
    const parser = createAnswerParser((answer) => {
      const asked = waiting.shift();
      if (answer === undefined) asked?.reject(new Error(`object ${asked.name} is not in the mirror`));
      else asked?.resolve(answer);
    });
    started.stdout.on('data', parser);
    started.stderr.resume();
    started.stdin.on('error', () => undefined);
    started.on('error', (error) => child === started && fail(error));
    started.on('close', () => child === started && fail(new Error('git cat-file ended')));
    return started;
  };

  const find = (name: string): Promise<FoundObject> =>
    new Promise((resolve, reject) => {
      if (name.includes('\n')) throw new Error(`${JSON.stringify(name)} cannot be asked for`);
      child ??= start();
      waiting.push({ name, resolve, reject });
      child.stdin.write(`${name}\n`);
    });

  return {
    find,
    read: async (name) => (await find(name)).bytes,
    close: () => {
      const ending = child;
      fail(new Error('the reader of objects was closed'));
      ending?.stdin.end();
    },
  };
}

/** What is not found is answered by its name, which may hold spaces, and a word such as `missing`. */
const foundLine = /^([0-9a-f]{40,64}) [a-z]+ (\d+)$/;

/** Cuts the stream into answers; undefined stands for what was not found. */
function createAnswerParser(onAnswer: (answer: FoundObject | undefined) => void): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  let held = 0;
  let wanted = 0;
  return (chunk) => {
    pending.push(chunk);
    held += chunk.length;
    if (held < wanted) return;
    let bytes = pending.length === 1 ? chunk : Buffer.concat(pending);
    for (;;) {
      const lineEnd = bytes.indexOf(10);
      if (lineEnd < 0) break;
      const [, id, size] = foundLine.exec(bytes.toString('latin1', 0, lineEnd)) ?? [];
      const end = lineEnd + 1 + (id === undefined ? 0 : Number(size) + 1);
      wanted = end;
      if (bytes.length < end) break;
      onAnswer(id === undefined ? undefined : { id, bytes: bytes.subarray(lineEnd + 1, end - 1) });
      bytes = bytes.subarray(end);
      wanted = 0;
    }
    pending = bytes.length === 0 ? [] : [bytes];
    held = bytes.length;
  };
}
