import { below, textOf } from '../../resource-body/spot.ts';
import type { Application } from './application.ts';
import type { Fault, Settings } from './settings.ts';

/** What an Application's updates are written to. */
export type WriteBackTarget =
  /** The Application's own manifest. */
  | { readonly kind: 'application' }
  /** `.argocd-source-<name>.yaml`, `kustomization.yaml` or a values file: the first of these paths that exists. */
  | { readonly kind: 'source-file' | 'kustomization' | 'values'; readonly paths: readonly string[] };

const methods = /^(?:argocd|git(?::[A-Za-z0-9][\w./:-]*)?)$/;
const kustomizations: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Reads `write-back-method` and `write-back-target`; `argocd` is the default of the first. */
export function writeBackTarget(application: Application, settings: Settings): WriteBackTarget | Fault {
  const method = settings.method === undefined ? 'argocd' : (textOf(settings.method) ?? '').trim();
  if (settings.method !== undefined && !methods.test(method)) {
    const message = `there is no write-back method ${JSON.stringify(method)}; write argocd or git`;
    return { code: 'bad-value', message, at: settings.method };
  }
  if (method === 'argocd') return { kind: 'application' };

  const text = settings.target === undefined ? '' : (textOf(settings.target) ?? '').trim();
  const [, kind = '', path = ''] = /^([^:]*)(?::(.*))?$/su.exec(text) ?? [];
  const at = settings.target ?? settings.method ?? application.annotations;
  if (/[{}]/.test(text)) {
    return { code: 'unresolved', message: `${text} is filled in elsewhere; write the path out`, at };
  }
  const found = targetPaths(kind, path, application);
  if (found === undefined) {
    const message = `there is no write-back target ${JSON.stringify(text)}; write kustomization[:<folder>] or helmvalues[:<file>]`;
    return { code: 'bad-value', message, at };
  }
  if (found.paths.length > 0) return found;
  const message = `the path that ${text || 'the Application'} means is not in this repo; write spec.source.path out, inside this repo`;
  return { code: 'unresolved', message, at };
}

function targetPaths(
  kind: string,
  path: string,
  application: Application,
): Exclude<WriteBackTarget, { kind: 'application' }> | undefined {
  switch (kind) {
    case '':
      return path === ''
        ? { kind: 'source-file', paths: inSources(application, '', sourceFiles(application)) }
        : undefined;
    case 'kustomization':
      return { kind, paths: inSources(application, path, kustomizations) };
    case 'helmvalues':
      return { kind: 'values', paths: inSources(application, path || 'values.yaml', ['']) };
    default:
      return undefined;
  }
}

/** The namespace is in the file's name where it is not the tool's own, which no manifest says. */
function sourceFiles({ name, namespace }: Application): readonly string[] {
  const names = namespace === undefined ? [name] : [name, `${namespace}_${name}`];
  return names.map((part) => `.argocd-source-${part}.yaml`);
}

/** Each name below `path`, which counts from the root of the repo where it begins with `/`, else from a source's path. */
function inSources({ sources }: Application, path: string, names: readonly string[]): readonly string[] {
  const bases = path.startsWith('/')
    ? ['']
    : sources.flatMap((source) => textOf(below(source, 'path')) ?? []);
  const literal = bases.filter((base) => !base.includes('{{'));
  const paths = literal.flatMap((base) => names.flatMap((name) => resolvePath(base, path, name) ?? []));
  return [...new Set(paths)];
}

/** Without `.` and `..`; undefined where it leaves the repo. */
function resolvePath(...parts: readonly string[]): string | undefined {
  const steps: string[] = [];
  for (const step of parts.join('/').split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '' && step !== '.' && step !== '..') steps.push(step);
  }
  return steps.join('/');
}
