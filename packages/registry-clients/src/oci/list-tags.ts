import { isTag } from '@deployment-automator/image-reference';
import { z } from 'zod';
import type { Access } from '../access.ts';
import { RegistryError, type Subject } from '../registry-error.ts';
import type { Answer } from '../transport/exchange.ts';
import { parseJson } from '../transport/parse-json.ts';
import { statusError } from '../transport/status-error.ts';
import { nextPage, worthOfPage } from './next-page.ts';

const PAGE_SIZE = 1000;
/** How a registry refuses pages of this size, as Amazon's does above 1000; it is then asked for its own size. */
const REFUSED_SIZE: readonly number[] = [400, 405];
const PAGE_LIMIT_BYTES = 16 * 1024 * 1024;
const MOST_PAGES = 1000;
const MOST_TAGS = 500_000;

/** An empty repository has `null` for its tags; an object without tags is something else. */
const tagsAnswer = z.object({ tags: z.array(z.string()).nullable() });

/**
 * Gives every tag of a repository, page by page (OCI distribution specification, "Listing Tags"). A page may be
 * short or empty and still have a next one, so only the missing `Link` ends the list. What is not a tag by the
 * grammar is left out: no reference could name it.
 *
 * @throws RegistryError when a page cannot be had; `endless-list` when the pages lead in a circle or beyond reason.
 */
export async function* tagPages(access: Access): AsyncGenerator<readonly string[]> {
  const { endpoint, repository, subject, now } = access;
  const known = new Set<string>();
  const visited = new Set<string>();
  const list = `${endpoint.origin}/v2/${repository}/tags/list`;
  let url: URL | undefined = new URL(`${list}?n=${PAGE_SIZE}`);
  while (url !== undefined) {
    if (visited.has(url.href)) throw endless(subject, 'its pages of tags lead in a circle');
    if (visited.size === MOST_PAGES || known.size > MOST_TAGS) {
      throw endless(subject, `its list of tags does not end within ${MOST_PAGES} pages or ${MOST_TAGS} tags`);
    }
    visited.add(url.href);

    const accept = 'application/json';
    const common = { kind: 'tags', method: 'GET', accept, limit: PAGE_LIMIT_BYTES } as const;
    const question = { ...common, url, worth: worthOfPage };
    const first = visited.size === 1;
    let answer: Answer = await access.ask(question);
    if (first && REFUSED_SIZE.includes(answer.status)) {
      answer = await access.ask({ ...question, url: new URL(list) });
    }
    if (answer.status !== 200) throw statusError(subject, answer, now());
    const page = readPage(subject, answer);
    const fresh = page.filter((tag) => !known.has(tag));
    for (const tag of fresh) known.add(tag);
    yield fresh;

    url = nextPage(subject, answer.headers, url);
    if (url !== undefined && page.length > 0 && fresh.length === 0) {
      throw endless(subject, 'a further page of tags holds only tags of the pages before');
    }
  }
}

function readPage(subject: Subject, answer: Answer): readonly string[] {
  const parsed = tagsAnswer.safeParse(parseJson(subject, answer));
  if (!parsed.success) throw new RegistryError('bad-answer', subject, 'its answer is not a list of tags');
  return [...new Set((parsed.data.tags ?? []).filter(isTag))];
}

function endless(subject: Subject, what: string): RegistryError {
  return new RegistryError('endless-list', subject, what);
}
