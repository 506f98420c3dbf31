import type {
  ActivityPage,
  CandidatesPage,
  ChangeSetDetail,
  ChangeSetsPage,
  ConfigReposPage,
  Health,
  ImageDetail,
  ImagesPage,
  Session,
} from '@deployment-automator/api-schema';

/** Something that can be asked of the API. */
export interface Ask<Answer> {
  /** Relative to `api/v1/`. */
  readonly url: string;
  /** Never set: it ties the shape of the answer to the question. */
  readonly answer?: Answer;
}

type QueryValue = string | number | readonly string[] | undefined;

/** Every question that the page asks. */
export const ask = {
  session: (): Ask<Session> => ({ url: 'session' }),
  images: (query: {
    readonly search?: string;
    readonly state?: readonly string[];
    readonly configRepo?: string | undefined;
    readonly sort?: string;
    readonly order?: string;
    readonly offset?: number;
    readonly limit?: number;
  }): Ask<ImagesPage> => ({ url: `images${printQuery(query)}` }),
  image: (id: string): Ask<ImageDetail> => ({ url: `images/${encodeURIComponent(id)}` }),
  candidates: (
    image: string,
    query: {
      readonly binding: string;
      readonly configRepo?: string;
      readonly search?: string;
      readonly offset?: number;
      readonly limit?: number;
    },
  ): Ask<CandidatesPage> => ({ url: `images/${encodeURIComponent(image)}/candidates${printQuery(query)}` }),
  configRepos: (): Ask<ConfigReposPage> => ({ url: 'config-repos?limit=500' }),
  changeSets: (query: {
    readonly image?: string;
    readonly configRepo?: string | undefined;
    readonly offset?: number;
    readonly limit?: number;
  }): Ask<ChangeSetsPage> => ({ url: `change-sets${printQuery(query)}` }),
  changeSet: (configRepo: string, id: string): Ask<ChangeSetDetail> => ({
    url: `change-sets/${encodeURIComponent(configRepo)}/${encodeURIComponent(id)}`,
  }),
  activity: (query: {
    readonly image?: string;
    readonly kind?: string;
    readonly offset?: number;
    readonly limit?: number;
  }): Ask<ActivityPage> => ({ url: `activity${printQuery(query)}` }),
  health: (): Ask<Health> => ({ url: 'health' }),
} as const;

/** Leaves out what is empty, so that the same question always has the same address. */
export function printQuery(query: Readonly<Record<string, QueryValue>>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of typeof value === 'object' ? value : [value]) params.append(key, String(one));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
