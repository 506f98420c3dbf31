import type { Access } from '../access.ts';
import type { Credential } from '../credentials/credential.ts';
import { worthOfExtra } from '../transport/answer-worth.ts';
import type { Exchange } from '../transport/exchange.ts';
import { followRedirects } from '../transport/follow-redirects.ts';
import type { Memory } from './memory.ts';
import type { AdapterContext } from './registry-adapter.ts';

const LIMIT_BYTES = 16 * 1024 * 1024;

/** What an adapter works with for one question about one repository. */
export function adapterContext(
  { endpoint, subject, signal, now, ask }: Access,
  options: {
    readonly exchange: Exchange;
    readonly memory: Memory;
    readonly apiUrl: string | undefined;
    readonly credential: Credential | undefined;
  },
): AdapterContext {
  const { exchange, memory, credential } = options;
  return {
    subject,
    origin: endpoint.origin,
    apiUrl: options.apiUrl?.replace(/\/+$/, ''),
    credential,
    now,
    remember: (name, fetch) => memory({ host: endpoint.host, credential, name }, fetch),
    ask: ({ as, kind = 'tags', method = 'GET', accept = 'application/json', ...question }) => {
      const open = { ...question, method, accept, kind, worth: worthOfExtra, limit: LIMIT_BYTES } as const;
      if (as === 'registry') return ask(open);
      return followRedirects(exchange, endpoint, {
        ...open,
        subject,
        signal,
        ...(as === undefined ? {} : { authorization: as.authorization }),
      });
    },
  };
}
