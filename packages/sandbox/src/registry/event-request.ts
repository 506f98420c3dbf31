import type { Cause } from './api.ts';
import type { EventRequest } from './notifier.ts';

/** The facts of a request that go into the events it causes. */
export function eventRequest(request: Cause): EventRequest {
  return {
    addr: request.addr,
    host: request.headers['host'] ?? '',
    method: request.method,
    useragent: request.headers['user-agent'] ?? '',
  };
}
