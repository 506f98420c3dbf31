import { RegistryError, type Subject } from '../registry-error.ts';
import { type Worth, worthOfJson } from '../transport/answer-worth.ts';
import type { Answer } from '../transport/exchange.ts';
import { redactUrl } from '../transport/redact-url.ts';

const LINK = /<([^>]*)>((?:[ \t]*;[ \t]*[^\s;,=]+(?:[ \t]*=[ \t]*(?:"[^"]*"|[^\s;,"]*))?)*)/g;
const NEXT = /;[ \t]*rel[ \t]*=[ \t]*(?:"(?:[^"]* )?next(?: [^"]*)?"|next(?=[ \t]*(?:;|$)))/i;
const TAGS = /\/tags\/list$/;
/** Artifactory behind a proxy names hosts and paths that are its own affair (RTFACT-18971). */
const OWN_NAMES: readonly string[] = ['x-jfrog-version', 'x-artifactory-id'];

type Headers = Readonly<Record<string, string>>;

/** The target of the `Link` to the next page, as the registry wrote it. */
function nextTarget(headers: Headers): string | undefined {
  const links = [...(headers['link'] ?? '').matchAll(LINK)];
  return links.find(([, , parameters = '']) => NEXT.test(parameters))?.[1];
}

/**
 * What a page says of its host: a page that has a next one says nothing, so that a registry which gives only the
 * beginnings of its lists does not count as well.
 */
export function worthOfPage(answer: Answer): Worth {
  const worth = worthOfJson(answer);
  return worth === 'well' && nextTarget(answer.headers) !== undefined ? 'nothing' : worth;
}

/**
 * The next page that a `Link` header names (RFC 8288), or undefined on the last page. It stays on the registry:
 * the target's path and query are asked of the origin that was asked before, so a proxy that lets the registry
 * write `http:` for itself does no harm, and a target on another host is refused. Of a link from one list of tags to
 * another only the query counts, because a registry may know the repository by another name.
 *
 * @throws RegistryError `refused-link`, or `bad-answer` for a target that is no URL.
 */
export function nextPage(subject: Subject, headers: Headers, asked: URL): URL | undefined {
  const target = nextTarget(headers);
  if (target === undefined) return undefined;
  if (!URL.canParse(target, asked.href)) {
    throw new RegistryError('bad-answer', subject, 'the link to the next page is no URL');
  }
  const next = new URL(target, asked);
  if (next.host !== asked.host && !OWN_NAMES.some((name) => headers[name] !== undefined)) {
    const what = `the next page is on another host and is not asked: ${redactUrl(next)}`;
    throw new RegistryError('refused-link', subject, what);
  }
  const path = TAGS.test(asked.pathname) && TAGS.test(next.pathname) ? asked.pathname : next.pathname;
  return new URL(path + next.search, asked.origin);
}
