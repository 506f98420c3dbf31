import { randomUUID } from 'node:crypto';

/** Where the registry reports what happens in it. */
export interface NotificationEndpoint {
  readonly url: string;
  /** Sent with every report, typically `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The request that caused an event, as the envelope reports it. */
export interface EventRequest {
  readonly addr: string;
  readonly host: string;
  readonly method: string;
  readonly useragent: string;
}

/** One thing that happened. */
export interface RegistryNotification {
  readonly action: 'push' | 'mount' | 'delete';
  readonly target: Readonly<Record<string, string | number>> & { readonly repository: string };
  readonly request: EventRequest;
}

/** Reports events to every endpoint, each endpoint in order and on its own. */
export interface Notifier {
  notify(event: RegistryNotification): void;
  /** Drops what is still unsent. */
  close(): void;
}

const MEDIA_TYPE = 'application/vnd.docker.distribution.events.v1+json';
const ATTEMPT_TIMEOUT_MILLISECONDS = 5_000;
const BACKOFF_MILLISECONDS = 1_000;

/**
 * Sends the notification envelope of the distribution registry (its documentation, "Notifications"): one event
 * a request, strictly in order for each endpoint, and again until the answer is 2xx or 3xx. Like there, an
 * endpoint that refuses one event holds up those behind it, and what is unsent is lost on close.
 */
export function createNotifier(
  endpoints: readonly NotificationEndpoint[],
  source: string,
  now: () => number,
): Notifier {
  const closing = new AbortController();
  const instanceID = randomUUID();
  const queues = endpoints.map((endpoint) => ({ endpoint, last: Promise.resolve() }));

  async function deliver(endpoint: NotificationEndpoint, body: string): Promise<void> {
    while (!closing.signal.aborted && !(await attempt(endpoint, body, closing.signal))) {
      await pause(BACKOFF_MILLISECONDS, closing.signal);
    }
  }

  return {
    notify(event) {
      const body = JSON.stringify({
        events: [
          {
            id: randomUUID(),
            timestamp: new Date(now()).toISOString(),
            action: event.action,
            target: event.target,
            request: { id: randomUUID(), ...event.request },
            actor: {},
            source: { addr: source, instanceID },
          },
        ],
      });
      for (const queue of queues) queue.last = queue.last.then(() => deliver(queue.endpoint, body));
    },
    close: () => closing.abort(),
  };
}

async function attempt(endpoint: NotificationEndpoint, body: string, closing: AbortSignal): Promise<boolean> {
  const timeout = new AbortController();
  const giveUp = (): void => timeout.abort();
  const timer = setTimeout(giveUp, ATTEMPT_TIMEOUT_MILLISECONDS);
  closing.addEventListener('abort', giveUp);
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: { ...endpoint.headers, 'content-type': MEDIA_TYPE },
      body,
      redirect: 'manual',
      signal: timeout.signal,
    });
    await response.body?.cancel();
    return response.status >= 200 && response.status < 400;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    closing.removeEventListener('abort', giveUp);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
