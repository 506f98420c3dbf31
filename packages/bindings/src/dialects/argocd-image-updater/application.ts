import type { FileFacts, Resource } from '@deployment-automator/manifest-patcher';
import { below, itemsOf, rootSpot, type Spot, textOf, textsOf } from '../../resource-body/spot.ts';

/** An Argo CD Application, or the template of one in an ApplicationSet. */
export interface Application {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: Spot;
  /** Where the manifests come from, the one first that the tool would write to. */
  readonly sources: readonly Spot[];
  readonly resource: Resource;
  /** Whether generators fill it in: then only what is written out can be followed. */
  readonly isTemplate: boolean;
}

/** The kinds that hold one. */
export const applicationKinds: readonly string[] = ['Application', 'ApplicationSet'];

/** Every Application in the files, in their order. */
export function applicationsIn(facts: readonly FileFacts[]): readonly Application[] {
  return facts.flatMap(({ resources }) =>
    resources.flatMap((resource) => {
      if (!isArgo(resource) || resource.body === undefined) return [];
      if (resource.kind === 'Application') return [readApplication(rootSpot(resource), false)];
      if (resource.kind !== 'ApplicationSet') return [];
      return [readApplication(below(rootSpot(resource), 'spec', 'template'), true)];
    }),
  );
}

function isArgo({ apiVersion }: Resource): boolean {
  return apiVersion.startsWith('argoproj.io/');
}

function readApplication(root: Spot, isTemplate: boolean): Application {
  const metadata = below(root, 'metadata');
  const namespace =
    textOf(below(metadata, 'namespace')) ?? (isTemplate ? root.resource.namespace : undefined);
  return {
    name: textOf(below(metadata, 'name')) ?? '',
    ...(namespace === undefined ? {} : { namespace }),
    labels: textsOf(below(metadata, 'labels')),
    annotations: below(metadata, 'annotations'),
    sources: sourcesOf(below(root, 'spec')),
    resource: root.resource,
    isTemplate,
  };
}

/** Of several sources the tool takes the first with settings for Helm or Kustomize, else the first. */
function sourcesOf(spec: Spot): readonly Spot[] {
  const several = itemsOf(below(spec, 'sources'));
  const hydrated = below(spec, 'sourceHydrator', 'drySource');
  const single = [below(spec, 'source'), hydrated].filter(({ value }) => value !== undefined);
  const all = several.length > 0 ? several : single;
  return all.toSorted((a, b) => Number(hasTool(b)) - Number(hasTool(a)));
}

function hasTool(source: Spot): boolean {
  return ['helm', 'kustomize'].some((key) => below(source, key).value !== undefined);
}
