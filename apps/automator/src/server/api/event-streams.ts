import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { ApiProblem } from './api-problem.ts';

/** One event as it is sent (HTML standard, section 9.2). */
export interface SentEvent {
  readonly event: string;
  readonly id?: string | undefined;
  /** Any JSON. */
  readonly data: unknown;
}

/** Sends to one client until it goes. */
export type SendEvent = (event: SentEvent) => void;

/** Connections that stay open, on which events are sent. */
export interface EventStreams {
  /**
   * Takes over the connection of a request.
   * @param follow begins to send; @returns stops it
   * @throws ApiProblem `too-many-clients`
   */
  open(reply: FastifyReply, follow: (send: SendEvent) => () => void): void;
  /** Lets all of them go and takes no more. */
  close(): void;
}

export interface EventStreamsOptions {
  /** Default: 200. */
  readonly clientsAtMost?: number;
  /** Milliseconds between two comment lines, which keep proxies from taking the connection for dead. Default: 15 s. */
  readonly heartbeat?: number;
  /**
   * A client for which more bytes wait than this does not read, and is let go. Default: 2 MiB, which is more than all
   * entries that are kept.
   */
  readonly unreadAtMost?: number;
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // Asks nginx not to collect what it should pass on.
  'x-accel-buffering': 'no',
};

export function createEventStreams(options: EventStreamsOptions = {}): EventStreams {
  const { clientsAtMost = 200, heartbeat = 15_000, unreadAtMost = 2 * 1024 * 1024 } = options;
  const clients = new Set<ServerResponse>();
  let isClosed = false;

  const refuseAboveBound = (): void => {
    if (!isClosed && clients.size < clientsAtMost) return;
    throw new ApiProblem(
      'too-many-clients',
      isClosed ? 'the service is stopping' : `${clients.size} clients follow already`,
      { next: 'try again in a minute, or ask for /api/v1/activity now and then' },
    );
  };

  return {
    open: (reply, follow) => {
      refuseAboveBound();
      reply.headers(headers).hijack();
      const { raw } = reply;
      clients.add(raw);
      const write = (text: string): void => {
        if (raw.destroyed || raw.writableEnded) return;
        raw.write(text);
        if (raw.writableLength > unreadAtMost) raw.destroy();
      };
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) raw.setHeader(name, value);
      raw.writeHead(200);
      write(': the activity of the service\n\n');
      const timer = setInterval(() => {
        // What was sent an interval ago has still not gone out.
        if (raw.writableNeedDrain) raw.destroy();
        else write(': still here\n\n');
      }, heartbeat);
      const stop = follow((event) => write(printEvent(event)));
      raw.once('error', () => undefined);
      raw.once('close', () => {
        clearInterval(timer);
        clients.delete(raw);
        stop();
      });
    },
    close: () => {
      isClosed = true;
      for (const client of clients) client.end();
    },
  };
}

/** JSON has no line ends of its own, so the data is one line. */
function printEvent({ event, id, data }: SentEvent): string {
  const named = id === undefined ? '' : `id: ${id}\n`;
  return `event: ${event}\n${named}data: ${JSON.stringify(data)}\n\n`;
}
