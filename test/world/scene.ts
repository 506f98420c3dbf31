import type { ImagesPage } from '@deployment-automator/api-schema';
import {
  brokenRegistryName,
  type DashboardParts,
  type DashboardWorld,
  openDashboardWorld,
  personsToken,
  registryName,
} from './dashboard-world.ts';
import { deployment } from './manifests.ts';
import { waitUntil } from './wait-until.ts';

/** A Deployment of the scene: the field's image and what its annotations say. */
interface Workload {
  readonly file: string;
  readonly image: string;
  readonly annotations: readonly string[];
}

const production: readonly Workload[] = [
  { file: 'shop/web', image: 'shop/web:2.8.1', annotations: ['automator/tag: semver:^2'] },
  { file: 'shop/checkout', image: 'shop/checkout:1.14.2', annotations: ['automator/tag: semver:^1.14'] },
  { file: 'shop/search', image: 'shop/search:4.0.0', annotations: ['automator/tag: semver:~3.1'] },
  { file: 'shop/basket', image: 'shop/basket:main', annotations: ['automator/tag: semver:^5'] },
  {
    file: 'payments/ledger',
    image: 'payments/ledger:7.2.0',
    annotations: [
      'automator/tag: semver:^7',
      'automator/hold: "true"',
      'automator/hold-reason: load test until Friday',
    ],
  },
  {
    file: 'payments/gateway',
    image: 'payments/gateway:3.3.0',
    annotations: ['automator/tag: semver:^3'],
  },
  {
    file: 'payments/fraud',
    image: 'payments/fraud:0.9.4',
    annotations: ['automator/tag: semver:^0.9', 'keel.sh/policy: major', 'keel.sh/trigger: poll'],
  },
  { file: 'platform/backup', image: 'platform/backup:12', annotations: ['automator/tag: semver:^20'] },
  { file: 'platform/ingress', image: 'platform/ingress:4.2.0', annotations: ['automator/tag: semver:~4.1'] },
];

const staging: readonly Workload[] = [
  { file: 'shop/web', image: 'shop/web:2.9.0', annotations: ['automator/tag: semver:>=2.0.0-0'] },
  { file: 'shop/checkout', image: 'shop/checkout:1.14.1', annotations: ['automator/tag: semver:^1'] },
  {
    file: 'shop/recommendations',
    image: 'shop/recommendations:main-1a2b3c4-1761',
    annotations: ['automator/tag: numeric', "automator/filter: 'regex:^main-[0-9a-f]+-(?<key>[0-9]+)$'"],
  },
];

const preview: readonly Workload[] = [
  { file: 'shop/search', image: 'shop/search:3.1.4', annotations: ['automator/tag: semver:^4'] },
];

const tags: Readonly<Record<string, readonly string[]>> = {
  'shop/web': ['2.7.0', '2.8.0', '2.8.1', '2.9.0', '2.10.0-rc.1', 'latest'],
  'shop/checkout': ['1.13.0', '1.14.0', '1.14.1', '1.14.2'],
  'shop/search': ['3.1.3', '3.1.4', '4.0.0', '4.1.0'],
  'shop/basket': ['main', '5.0.0', '5.1.0'],
  'shop/recommendations': ['main-1a2b3c4-1761', 'main-9f8e7d6-1780', 'feature-1790'],
  'payments/ledger': ['7.2.0', '7.3.0'],
  'payments/gateway': ['3.3.0', '3.4.0'],
  'payments/fraud': ['0.9.4', '0.9.5'],
  'platform/backup': ['11', '12', 'nightly'],
  'platform/ingress': ['4.1.8', '4.1.9', '4.2.0'],
};

const legacy: Workload = {
  file: 'platform/reports',
  image: 'team/reports:1.0.3',
  annotations: ['automator/tag: semver:^1'],
};

/**
 * A shop with a config repo for production (pull requests), for staging (commits) and for previews (observed only),
 * whose images stand in every state that a list can show.
 */
export async function openScene(parts: DashboardParts): Promise<DashboardWorld> {
  const world = await openDashboardWorld({
    parts,
    tags,
    api: { tokens: [personsToken], open: true },
    repos: [
      {
        name: 'production',
        forge: 'gitea',
        settings: { dialects: ['automator', 'keel'] },
        files: {
          ...filesOf('clusters/eu-1', production, registryName),
          ...filesOf('clusters/eu-1', [legacy], brokenRegistryName),
        },
      },
      { name: 'staging', files: filesOf('apps', staging, registryName) },
      { name: 'preview', files: filesOf('apps', preview, registryName), settings: { writeBack: 'observe' } },
    ],
  });
  try {
    const { forge } = world.repo('production');
    if (forge === undefined) throw new Error('the scene has a forge');
    const open = await waitUntil('the pull requests', async () => {
      const pulls = await forge.pulls();
      return pulls.length >= 2 && pulls;
    });
    const refused = open.find(({ title }) => title.includes('gateway'));
    if (refused === undefined) throw new Error('there is a pull request about the gateway');
    await forge.person.close(refused.number, 'alice');
    await waitUntil('what the service makes of it all', async () => {
      const answer = await fetch(`${world.url}api/v1/images`);
      const { counts }: ImagesPage = JSON.parse(await answer.text());
      return counts.held === 2 && counts['pull-request'] === 2 && counts.unknown === 1;
    });
    return world;
  } catch (error) {
    await world.close();
    throw error;
  }
}

function filesOf(folder: string, workloads: readonly Workload[], host: string): Record<string, string> {
  return Object.fromEntries(
    workloads.map(({ file, image, annotations }) => [
      `${folder}/${file}.yaml`,
      deployment(`${host}/${image}`, { name: file.split('/').at(-1) ?? file, annotations }),
    ]),
  );
}
