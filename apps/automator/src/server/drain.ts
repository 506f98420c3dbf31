import type { IncomingMessage } from 'node:http';

/** Milliseconds for which a body that nobody wants is read away. */
const patience = 10_000;

/**
 * Reads away the rest of a body, so that its sender gets to see the answer: closing a connection on which data still
 * comes in can destroy the answer on its way (RFC 9112, section 9.6).
 */
export function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (request.readableEnded || request.destroyed) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, patience);
    request.once('end', done).once('close', done).once('error', done).resume();
  });
}
