import { states } from '@deployment-automator/api-schema';
import { bindingProblemCodes } from '@deployment-automator/bindings';
import { forgeErrorCodes } from '@deployment-automator/forge-clients';
import { registryKinds, registryWebhookKinds } from '@deployment-automator/registry-clients';
import { decisions, policyFaults, verdicts } from '@deployment-automator/tag-policy';
import { automatorErrorCodes } from '../../src/errors/automator-error.ts';
import { bindingStates, heldCodes } from '../../src/reconcile/index.ts';
import { apiProblemCodes } from '../../src/server/api/api-problem.ts';
import { apiRoutes } from '../../src/service/api-routes.ts';
import { createMetrics } from '../../src/telemetry/index.ts';
import { codesOfType } from './codes-of-type.ts';
import { readCommandTree } from './command-tree.ts';

/** What stands between the markers of each name, made from the code. */
export const sections: Readonly<Record<string, () => Promise<string>>> = {
  commands,
  codes,
  'how-to-registries': async () => howToRegistries(),
  metrics,
  routes: async () => routesOfApi(),
};

/** The help of each command, as it prints it. */
async function commands(): Promise<string> {
  const tree = await readCommandTree();
  return [...tree.values()]
    .map(({ name, help }) => `### ${name}\n\n\`\`\`\n${help.trimEnd()}\n\`\`\``)
    .join('\n\n');
}

/** Every code, and the page that explains it. */
async function codes(): Promise<string> {
  const patcher = (file: string, type: string) => codesOfType(`packages/manifest-patcher/src/${file}`, type);
  const lists: readonly (readonly [kind: string, page: string, codes: readonly string[]])[] = [
    ['decision', 'policies.md#decisions', Object.keys(decisions)],
    ['verdict', 'policies.md#verdicts', Object.keys(verdicts)],
    ['fault in a policy', 'policies.md#errors-in-a-policy', Object.keys(policyFaults)],
    ['state of a binding', 'metrics.md', bindingStates],
    ['state of an image', 'dashboard.md#states', states],
    ['what holds a field', 'holds.md#what-holds', heldCodes],
    ['problem of a binding', 'bindings.md#what-is-wrong-is-said-and-nothing-is-guessed', bindingProblemCodes],
    ['problem that `validate` finds', 'command-line.md#json', ['second-writer']],
    ['error of the service', 'errors.md#of-the-service-and-the-command-line', automatorErrorCodes],
    ['error of the API', 'errors.md#of-the-api', apiProblemCodes],
    [
      'error of a registry',
      'errors.md#of-registries',
      codesOfType('packages/registry-clients/src/registry-error.ts', 'RegistryErrorCode'),
    ],
    ['error of a forge', 'errors.md#of-forges', forgeErrorCodes],
    ['problem of a file', 'errors.md#of-files', patcher('facts.ts', 'ProblemCode')],
    ['field that is left alone', 'errors.md#of-image-fields', patcher('facts.ts', 'FieldRefusalCode')],
    ['refused edit', 'errors.md#of-edits', patcher('edit/patch.ts', 'EditRefusalCode')],
  ];
  const pages = new Map<string, string[]>();
  for (const [kind, page, list] of lists) {
    for (const code of list) pages.set(code, [...(pages.get(code) ?? []), `[${kind}](${page})`]);
  }
  const rows = [...pages]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, kinds]) => `| \`${code}\` | ${kinds.join(', ')} |`);
  return ['| code | is |', '|---|---|', ...rows].join('\n');
}

/** Kinds of registries and of their webhooks, each with the page that sets it up. */
function howToRegistries(): string {
  const kinds = [...new Set<string>([...registryKinds, ...registryWebhookKinds])];
  const rows = kinds.map((kind) => {
    const webhook = registryWebhookKinds.some((known) => known === kind) ? `\`${kind}\`` : '-';
    const registry = registryKinds.some((known) => known === kind) ? `\`${kind}\`` : '-';
    return `| [${howToPages[kind] ?? kind}](how-to/${kind}.md) | ${registry} | ${webhook} |`;
  });
  return ['| how to | `registries[].kind` | `webhooks.registry` |', '|---|---|---|', ...rows].join('\n');
}

const howToPages: Readonly<Record<string, string>> = {
  dockerhub: 'Docker Hub',
  quay: 'Quay',
  ghcr: 'GitHub Container Registry (GHCR)',
  harbor: 'Harbor',
  gitlab: 'GitLab',
  ecr: 'Amazon ECR',
  gar: 'Google Artifact Registry',
  acr: 'Azure Container Registry (ACR)',
  artifactory: 'JFrog Artifactory',
  nexus: 'Sonatype Nexus',
  gitea: 'Gitea and Forgejo',
  zot: 'zot',
  aliyun: 'Alibaba Cloud (Aliyun)',
  distribution: 'A plain registry',
  generic: 'One line in any CI',
  cloudevents: 'CloudEvents',
};

/** Every route of the API; nothing is asked of what stands behind them. */
function routesOfApi(): string {
  const behind: Parameters<typeof apiRoutes>[0] = new Proxy(Object.create(null), {
    get: () => () => undefined,
  });
  const who = { open: 'anybody', read: 'who may read', act: 'who may act' } as const;
  const rows = apiRoutes(behind).map(
    ({ method, path, access, summary }) => `| \`${method} ${path}\` | ${who[access]} | ${summary} |`,
  );
  return ['| route | for | does |', '|---|---|---|', ...rows].join('\n');
}

/** Every metric with its labels. */
async function metrics(): Promise<string> {
  const { registry } = createMetrics();
  const rows = (await registry.getMetricsAsJSON()).map(({ name, help, type }) => {
    const labels = labelsOf(registry.getSingleMetric(name));
    return `| \`${name}{${labels.join(',')}}\` | ${type} | ${help} |`;
  });
  const states = bindingStates.map((state) => `\`${state}\``).join(', ');
  return `| metric | type | meaning |\n|---|---|---|\n${rows.join('\n')}\n\n\`state\` of a binding is one of ${states}.`;
}

/** What prom-client keeps, but its types do not show. */
function labelsOf(metric: object | undefined): readonly string[] {
  const names: unknown = metric !== undefined && 'labelNames' in metric ? metric.labelNames : [];
  return Array.isArray(names) ? names.map(String) : [];
}
