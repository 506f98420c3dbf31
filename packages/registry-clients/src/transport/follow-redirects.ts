import type { Endpoint } from '../endpoint.ts';
import { RegistryError } from '../registry-error.ts';
import { refusal } from './destination.ts';
import type { Answer, Exchange, Question } from './exchange.ts';
import { redactUrl } from './redact-url.ts';

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 10;

/**
 * Asks, and follows redirects by hand: each target is checked, and credentials stay behind for good at the first
 * hop to another origin (OCI distribution specification, "Redirects"). A POST is not repeated elsewhere.
 *
 * @throws RegistryError `refused-redirect` for a target that must not be asked, or too many of them.
 */
export async function followRedirects(
  exchange: Exchange,
  endpoint: Endpoint,
  question: Question,
): Promise<Answer> {
  let current = question;
  for (let followed = 0; followed <= MOST_REDIRECTS; followed += 1) {
    const answer = await exchange(endpoint, current);
    const location = answer.headers['location'];
    const followable = REDIRECTS.includes(answer.status) && current.method !== 'POST';
    if (!followable || location === undefined) return answer;
    current = redirected(current, location, endpoint);
  }
  throw new RegistryError('refused-redirect', question.subject, `more than ${MOST_REDIRECTS} redirects`);
}

function redirected(question: Question, location: string, endpoint: Endpoint): Question {
  const { authorization, headers, ...anonymous } = question;
  const refuse = (what: string): RegistryError =>
    new RegistryError('refused-redirect', question.subject, `a redirect is not followed: ${what}`);
  if (!URL.canParse(location, question.url.href)) throw refuse('its target is no URL');
  const url = new URL(location, question.url);
  const why = refusal(url, endpoint, question.url.protocol === 'https:');
  if (why !== undefined) throw refuse(`${redactUrl(url)}: ${why}`);
  return url.origin === question.url.origin ? { ...question, url } : { ...anonymous, url };
}
