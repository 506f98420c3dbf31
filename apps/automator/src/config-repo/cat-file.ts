import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** Reads blobs from a repository through one long-lived git process. */
export interface BlobReader {
  /** @throws when the blob is not in the repository */
  read(blob: string): Promise<Buffer>;
  /** The id of what git calls by a name, such as a ref. @throws when there is none */
  resolve(name: string): Promise<string>;
  close(): void;
}

interface Answer {
  readonly id: string;
  readonly bytes: Buffer;
}

interface Waiting {
  readonly blob: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * `git cat-file --batch`: one line in, `<id> blob <size>` and the bytes out, in the order of asking.
 * The process is started at the first read and again after it died.
 */
export function createBlobReader(dir: string, env: Readonly<Record<string, string>>): BlobReader {
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
      if (answer === undefined) asked?.reject(new Error(`object ${asked.blob} is not in the mirror`));
      else asked?.resolve(answer);
    });
    started.stdout.on('data', parser);
    started.stderr.resume();
    started.stdin.on('error', () => undefined);
    started.on('error', (error) => child === started && fail(error));
    started.on('close', () => child === started && fail(new Error('git cat-file ended')));
    return started;
  };

  const ask = (blob: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      child ??= start();
      waiting.push({ blob, resolve, reject });
      child.stdin.write(`${blob}\n`);
    });

  return {
    read: async (blob) => (await ask(blob)).bytes,
    resolve: async (name) => (await ask(name)).id,
    close: () => {
      const ending = child;
      fail(new Error('the blob reader was closed'));
      ending?.stdin.end();
    },
  };
}

/** Cuts the stream into answers; undefined stands for `missing`. */
function createAnswerParser(onAnswer: (answer: Answer | undefined) => void): (chunk: Buffer) => void {
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
      const [id = '', type, size] = bytes.toString('latin1', 0, lineEnd).split(' ');
      const end = lineEnd + 1 + (type === 'missing' ? 0 : Number(size) + 1);
      wanted = end;
      if (bytes.length < end) break;
      onAnswer(type === 'missing' ? undefined : { id, bytes: bytes.subarray(lineEnd + 1, end - 1) });
      bytes = bytes.subarray(end);
      wanted = 0;
    }
    pending = bytes.length === 0 ? [] : [bytes];
    held = bytes.length;
  };
}
