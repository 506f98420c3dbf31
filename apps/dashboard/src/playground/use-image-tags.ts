import type { ImageDetail, Candidate as ListedCandidate } from '@deployment-automator/api-schema';
import type { Listing } from '@deployment-automator/tag-policy';
import { useEffect, useState } from 'preact/hooks';
import { ApiProblem, unreachable } from '../api/api-problem.ts';
import { ask } from '../api/ask.ts';
import type { ApiClient } from '../api/client.ts';
import { useApp } from '../app/app-context.ts';
import type { ImageSource } from './inputs.ts';
import { listingOf } from './listing-of.ts';

/** The most that the service gives at once. */
const partSize = 500;

type Binding = ImageDetail['bindings'][number];

/** What is known of an image's tags, as the service knows them. */
export interface ImageTags {
  readonly detail: ImageDetail | undefined;
  /** The binding that is looked at; undefined where the image has none of that name. */
  readonly binding: Binding | undefined;
  /** Undefined until every tag has come. */
  readonly listing: Listing | undefined;
  /** How many tags have come so far. */
  readonly loaded: number;
  readonly problem: ApiProblem | undefined;
}

const nothing: ImageTags = {
  detail: undefined,
  binding: undefined,
  listing: undefined,
  loaded: 0,
  problem: undefined,
};

/** Loads an image's bindings and the candidates of one of them. */
export function useImageTags(source: ImageSource | undefined): ImageTags {
  const { client } = useApp();
  const { imageId, configRepo, binding } = source ?? {};
  const key = JSON.stringify([imageId, configRepo, binding]);
  const [found, setFound] = useState({ key, tags: nothing });
  useEffect(() => {
    if (imageId === undefined) return undefined;
    const stop = new AbortController();
    const show = (tags: ImageTags): void => {
      if (!stop.signal.aborted) setFound({ key, tags });
    };
    load(client, { imageId, configRepo: configRepo ?? '', binding: binding ?? '' }, stop.signal, show).catch(
      (error: unknown) =>
        show({ ...nothing, problem: error instanceof ApiProblem ? error : unreachable(error) }),
    );
    return () => stop.abort();
  }, [client, key, imageId, configRepo, binding]);
  // What was found for another image or binding says nothing of this one.
  return found.key === key ? found.tags : nothing;
}

async function load(
  client: ApiClient,
  source: ImageSource,
  signal: AbortSignal,
  show: (tags: ImageTags) => void,
): Promise<void> {
  const detail = await client.get(ask.image(source.imageId), signal);
  const binding = bindingOf(detail, source);
  show({ ...nothing, detail, binding });
  if (binding === undefined) return;
  const items: ListedCandidate[] = [];
  for (;;) {
    const question = ask.candidates(detail.id, {
      binding: binding.id,
      configRepo: binding.configRepo,
      offset: items.length,
      limit: partSize,
    });
    const part = await client.get(question, signal);
    items.push(...part.items);
    if (items.length >= part.total || part.items.length === 0) break;
    show({ ...nothing, detail, binding, loaded: items.length });
  }
  const listing = listingOf(items, detail.listing.state);
  show({ ...nothing, detail, binding, loaded: items.length, listing });
}

function bindingOf(detail: ImageDetail, { binding, configRepo }: ImageSource): Binding | undefined {
  if (binding === '') return detail.bindings[0];
  return detail.bindings.find(
    (one) => one.id === binding && (configRepo === '' || one.configRepo === configRepo),
  );
}
