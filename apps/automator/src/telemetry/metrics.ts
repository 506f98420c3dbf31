import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Everything that `/metrics` shows. Times are seconds since the epoch, so that silence can be alerted on. */
export interface Metrics {
  readonly registry: Registry;
  readonly imageLastSuccess: Gauge<'image'>;
  readonly repoLastSuccess: Gauge<'config_repo'>;
  readonly bindings: Gauge<'config_repo' | 'state'>;
  readonly bindingProblems: Gauge<'config_repo'>;
  readonly updates: Counter<'config_repo'>;
  readonly races: Counter<'config_repo'>;
  readonly pullRequests: Counter<'config_repo' | 'action'>;
  readonly failures: Counter<'work' | 'code'>;
  readonly registryRequests: Counter<'host' | 'kind' | 'status'>;
  readonly imageRequests: Counter<'host' | 'image'>;
  readonly webhooks: Counter<'kind' | 'answer'>;
  readonly queue: Gauge<'state'>;
  readonly workSeconds: Histogram<'work'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Gauge<Label> => new Gauge({ name: `automator_${name}`, help, labelNames, registers });
  const counter = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Counter<Label> => new Counter({ name: `automator_${name}`, help, labelNames, registers });
  return {
    registry,
    imageLastSuccess: gauge(
      'image_last_success_seconds',
      'When the tags of an image were last read completely.',
      ['image'],
    ),
    repoLastSuccess: gauge(
      'config_repo_last_success_seconds',
      'When a config repo was last fetched or pushed to.',
      ['config_repo'],
    ),
    bindings: gauge('bindings', 'Bindings of a config repo by state.', ['config_repo', 'state']),
    bindingProblems: gauge(
      'binding_problems',
      'Faults in what a config repo says, by which fields stay unbound.',
      ['config_repo'],
    ),
    updates: counter('updates_total', 'Updates that were pushed.', ['config_repo']),
    races: counter('push_races_total', 'Pushes that came second and were planned again.', ['config_repo']),
    pullRequests: counter('pull_requests_total', 'What was done to pull requests.', [
      'config_repo',
      'action',
    ]),
    failures: counter('failures_total', 'Looks that failed, by the code of the error.', ['work', 'code']),
    registryRequests: counter('registry_requests_total', 'Requests to registries.', [
      'host',
      'kind',
      'status',
    ]),
    imageRequests: counter(
      'registry_image_requests_total',
      'Requests to registries by image; those above a bound are counted together.',
      ['host', 'image'],
    ),
    webhooks: counter('webhooks_total', 'Webhooks received, by what was answered.', ['kind', 'answer']),
    queue: gauge('queue', 'Keys in the work queue.', ['state']),
    workSeconds: new Histogram({
      name: 'automator_work_seconds',
      help: 'How long a look took.',
      labelNames: ['work'],
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
      registers,
    }),
  };
}
