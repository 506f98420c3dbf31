import type { Access } from './access.ts';
import type { AdapterContext } from './registries/registry-adapter.ts';
import type { Answer } from './transport/exchange.ts';

/** The list is still as it was under this name. */
export class NotModified extends Error {
  override readonly name = 'NotModified';
  readonly etag: string;

  constructor(etag: string) {
    super('the list has not changed');
    this.etag = etag;
  }
}

/**
 * Asks for a list only if it has changed (RFC 9110, 13.1.2). Only the name of a list that came in one answer says
 * something of the whole list.
 */
export interface Conditional {
  /** @throws NotModified, when asked, if the list has not changed. */
  watch(access: Access): Access;
  watchApi(context: AdapterContext): AdapterContext;
  /** The registry's name for the list that was read, where it is in one answer and has one. */
  etag(): string | undefined;
}

const ENTITY_TAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,500}"$/;

export function createConditional(known: string | undefined): Conditional {
  const condition = known !== undefined && ENTITY_TAG.test(known) ? known : undefined;
  let lists = 0;
  let named: string | undefined;

  function headersFor(method: string): { readonly headers?: Readonly<Record<string, string>> } {
    if (condition === undefined || lists > 0 || method !== 'GET') return {};
    return { headers: { 'if-none-match': condition } };
  }
  function note(answer: Answer): Answer {
    if (answer.status === 304 && condition !== undefined) throw new NotModified(condition);
    if (answer.status === 200) {
      lists += 1;
      const etag = answer.headers['etag'];
      named = lists === 1 && etag !== undefined && ENTITY_TAG.test(etag) ? etag : undefined;
    }
    return answer;
  }

  return {
    watch: (access) => ({
      ...access,
      ask: async (question) => note(await access.ask({ ...question, ...headersFor(question.method) })),
    }),
    watchApi: (context) => ({
      ...context,
      ask: async (question) => {
        const { headers } = headersFor(question.method ?? 'GET');
        return note(await context.ask({ ...question, headers: { ...question.headers, ...headers } }));
      },
    }),
    etag: () => named,
  };
}
