import type { Resource } from '@deployment-automator/manifest-patcher';
import { matchesLabels } from '../../resource-body/label-selector.ts';
import { below, rootSpot, textsOf } from '../../resource-body/spot.ts';
import { type Fault, faultAt, suspendOrFault, textOrFault } from './fault.ts';

/** An ImageUpdateAutomation. */
export interface Automation {
  readonly resource: Resource;
  readonly suspended: boolean;
  /** Whether it updates this file. */
  covers(file: string): boolean;
  /** Whether it obeys this ImagePolicy, their namespaces apart. */
  selects(policy: Resource): boolean;
}

/** @see https://fluxcd.io/flux/components/image/imageupdateautomations/ */
export function readAutomation(resource: Resource): Automation | Fault {
  const spec = below(rootSpot(resource), 'spec');
  const update = below(spec, 'update');
  const path = textOrFault(below(update, 'path')) ?? '.';
  const strategy = textOrFault(below(update, 'strategy')) ?? 'Setters';
  const suspended = suspendOrFault(below(spec, 'suspend'));
  if (typeof path !== 'string') return path;
  if (typeof strategy !== 'string') return strategy;
  if (typeof suspended !== 'boolean') return suspended;
  if (strategy !== 'Setters') {
    return faultAt(below(update, 'strategy'), 'bad-resource', `"${strategy}" is not known; write Setters`);
  }
  const folder = stepsOf(path);
  const selector = below(spec, 'policySelector');
  return {
    resource,
    suspended,
    covers: (file) => folder.every((step, index) => stepsOf(file)[index] === step),
    selects: (policy) => matchesLabels(selector, textsOf(below(rootSpot(policy), 'metadata', 'labels'))),
  };
}

/** A path never leads out of the repository: `/a`, `./a` and `../a` are `a`. */
function stepsOf(path: string): readonly string[] {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps;
}
