import { imageName, parseImageName } from '@deployment-automator/image-reference';
import { type RegistryClient, RegistryError } from '@deployment-automator/registry-clients';
import { type Finding, failureOf, ok, warning } from './finding.ts';

/** What is to be tried at one registry. */
export interface RegistryQuestion {
  /** As image references name it. */
  readonly host: string;
  /** An image that is bound there, `registry/repository`; left out where none is. */
  readonly image?: string | undefined;
  /** Whether the configuration has credentials that may be meant for it. */
  readonly hasCredentials: boolean;
}

/** How a registry refuses to show what does not exist, or not to us. */
const refusals: readonly string[] = ['unauthorized', 'denied', 'not-found'];

/** Whether a registry answers, takes the credentials and lists the tags of an image that is bound. */
export async function checkRegistry(
  question: RegistryQuestion,
  client: RegistryClient,
  signal: AbortSignal,
): Promise<Finding> {
  const { host, image, hasCredentials } = question;
  const check = `registry ${host}`;
  const as = hasCredentials ? 'with the credentials' : 'without credentials';
  if (image === undefined) return ping(question, client, signal);
  const { tags, state, problem } = await client.listTags(parseImageName(image), { signal });
  if (state === 'complete') return ok(check, `lists ${tags.length} tags of ${image} ${as}`);
  const finding = failureOf(check, problem);
  const isRefused = problem !== undefined && refusals.includes(problem.code) && !hasCredentials;
  if (!isRefused) return finding;
  return { ...finding, next: `if ${image} is private, write credentials: for ${host} under registries` };
}

/** No image is bound there: the credentials are shown for one that hardly exists. */
async function ping(
  { host, hasCredentials }: RegistryQuestion,
  client: RegistryClient,
  signal: AbortSignal,
): Promise<Finding> {
  const check = `registry ${host}`;
  try {
    const probe = parseImageName(`${host}/automator/doctor`);
    await client.resolveTag(probe, 'none', signal);
    return ok(check, `answers; no image of it is bound, so none was listed`);
  } catch (error) {
    if (!(error instanceof RegistryError) || !refusals.includes(error.code)) return failureOf(check, error);
    if (!hasCredentials) return ok(check, 'answers; no image of it is bound, so none was listed');
    return warning(
      check,
      'answers; whether the credentials are right cannot be told while no image of it is bound',
      'bind an image of it and run this again',
    );
  }
}

/** One question for each registry that is configured or bound, in the order of their hosts. */
export function registryQuestions(
  configured: readonly { readonly host: string; readonly hasCredentials: boolean }[],
  images: readonly string[],
  forAll: boolean,
): readonly RegistryQuestion[] {
  const byHost = new Map<string, RegistryQuestion>();
  for (const { host, hasCredentials } of configured) {
    byHost.set(canonical(host), { host: canonical(host), hasCredentials: hasCredentials || forAll });
  }
  for (const image of images.toSorted()) {
    const { registry } = parseImageName(image);
    const known = byHost.get(registry) ?? { host: registry, hasCredentials: forAll };
    if (known.image === undefined) byHost.set(registry, { ...known, image });
  }
  return [...byHost.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
}

function canonical(host: string): string {
  return parseImageName(imageName(parseImageName(`${host}/x`))).registry;
}
