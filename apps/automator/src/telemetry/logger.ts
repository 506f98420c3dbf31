import { type DestinationStream, type Logger, pino } from 'pino';

/** What is written about a thing: one JSON line, with the facts as fields. */
export type Log = Logger;

/** Field names that may carry a credential by mistake are never printed. */
const hidden = [
  'password',
  'token',
  'secret',
  'authorization',
  '*.password',
  '*.token',
  '*.secret',
  '*.authorization',
];

export function createLog(destination: DestinationStream, level = 'info'): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: printError },
      redact: { paths: hidden, censor: '[secret]' },
    },
    destination,
  );
}

/** No other field of an error is printed: a client's errors carry what it sent, credentials among it. */
function printError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name: type, message, stack, cause } = error;
  return { type, message, stack, ...(cause !== undefined && { cause: printError(cause) }) };
}
