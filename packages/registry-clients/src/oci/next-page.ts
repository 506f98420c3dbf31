import { RegistryError, type Subject } from '../registry-error.ts';
import { redactUrl } from '../transport/redact-url.ts';

const LINK = /<([^>]*)>((?:[ \t]*;[ \t]*[^\s;,=]+(?:[ \t]*=[ \t]*(?:"[^"]*"|[^\s;,"]*))?)*)/g;
const NEXT = /;[ \t]*rel[ \t]*=[ \t]*(?:"(?:[^"]* )?next(?: [^"]*)?"|next(?=[ \t]*(?:;|$)))/i;

/**
 * The next page that a `Link` header names (RFC 8288), or undefined on the last page. It stays on the registry:
 * the target's path and query are asked of the origin that was asked before, so a proxy that lets the registry
 * write `http:` for itself does no harm, and a target on another host is refused.
 *
 * @throws RegistryError `refused-link`, or `bad-answer` for a target that is no URL.
 */
export function nextPage(subject: Subject, header: string | undefined, asked: URL): URL | undefined {
  const link = [...(header ?? '').matchAll(LINK)].find(([, , parameters = '']) => NEXT.test(parameters));
  if (link === undefined) return undefined;
  const [, target = ''] = link;
  if (!URL.canParse(target, asked.href)) {
    throw new RegistryError('bad-answer', subject, 'the link to the next page of tags is no URL');
  }
  const next = new URL(target, asked);
  if (next.host !== asked.host) {
    const what = `the next page of tags is on another host and is not asked: ${redactUrl(next)}`;
    throw new RegistryError('refused-link', subject, what);
  }
  return new URL(next.pathname + next.search, asked.origin);
}
