import { RegistryError, type Subject } from '../registry-error.ts';
import { redactUrl } from '../transport/redact-url.ts';

const LINK = /<([^>]*)>((?:[ \t]*;[ \t]*[^\s;,=]+(?:[ \t]*=[ \t]*(?:"[^"]*"|[^\s;,"]*))?)*)/g;
const NEXT = /;[ \t]*rel[ \t]*=[ \t]*(?:"(?:[^"]* )?next(?: [^"]*)?"|next(?=[ \t]*(?:;|$)))/i;
const TAGS = /\/tags\/list$/;
/** Artifactory behind a proxy names hosts and paths that are its own affair (RTFACT-18971). */
const OWN_NAMES: readonly string[] = ['x-jfrog-version', 'x-artifactory-id'];

/**
 * The next page that a `Link` header names (RFC 8288), or undefined on the last page. It stays on the registry:
 * the target's path and query are asked of the origin that was asked before, so a proxy that lets the registry
 * write `http:` for itself does no harm, and a target on another host is refused. Of a link from one list of tags to
 * another only the query counts, because a registry may know the repository by another name.
 *
 * @throws RegistryError `refused-link`, or `bad-answer` for a target that is no URL.
 */
export function nextPage(
  subject: Subject,
  headers: Readonly<Record<string, string>>,
  asked: URL,
): URL | undefined {
  const links = [...(headers['link'] ?? '').matchAll(LINK)];
  const link = links.find(([, , parameters = '']) => NEXT.test(parameters));
  if (link === undefined) return undefined;
  const [, target = ''] = link;
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
