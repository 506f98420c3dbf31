import type { PathValues } from '../http/fill-path.ts';
import type { ForgeHttp } from '../http/forge-http.ts';
import { take } from '../http/read-pages.ts';
import { giteaPages } from './gitea-http.ts';

const LABELS = '/repos/{owner}/{name}/labels';
const OF_PULL = '/repos/{owner}/{name}/issues/{number}/labels';
/** Grey: the owner may choose a better one. */
const NEW_LABEL_COLOUR = '#ededed';

/** Labels by name; Gitea's API knows them by number. */
export interface GiteaLabels {
  /** The numbers of these; those that are not there are made. */
  idsOf(names: readonly string[]): Promise<readonly number[]>;
  add(number: number, names: readonly string[]): Promise<void>;
  remove(number: number, names: readonly string[]): Promise<void>;
}

export function giteaLabels(http: ForgeHttp, repository: PathValues): GiteaLabels {
  const ofRepository = { action: 'read the labels', operation: LABELS, values: repository };

  async function known(): Promise<ReadonlyMap<string, number>> {
    const pairs = await take(giteaPages(http, ofRepository), Number.POSITIVE_INFINITY, (json) => {
      return [json.at('name').text(), json.at('id').number()] as const;
    });
    return new Map(pairs);
  }

  async function make(name: string): Promise<number> {
    const { json } = await http.ask({
      ...ofRepository,
      action: 'make a label',
      method: 'POST',
      body: { name, color: NEW_LABEL_COLOUR },
    });
    return json.at('id').number();
  }

  async function idsOf(names: readonly string[]): Promise<readonly number[]> {
    if (names.length === 0) return [];
    const ids = await known();
    const result: number[] = [];
    for (const name of new Set(names)) result.push(ids.get(name) ?? (await make(name)));
    return result;
  }

  return {
    idsOf,
    async add(number, names) {
      if (names.length === 0) return;
      await http.ask({
        action: `label pull request ${number}`,
        method: 'POST',
        operation: OF_PULL,
        values: { ...repository, number },
        body: { labels: await idsOf(names) },
      });
    },
    async remove(number, names) {
      if (names.length === 0) return;
      const ids = await known();
      for (const name of names) {
        const id = ids.get(name);
        if (id === undefined) continue;
        await http.ask({
          action: `take a label from pull request ${number}`,
          method: 'DELETE',
          operation: `${OF_PULL}/{label}`,
          values: { ...repository, number, label: id },
          accepts: [404, 422],
        });
      }
    },
  };
}
