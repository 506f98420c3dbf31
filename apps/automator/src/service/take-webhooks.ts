import { createWebhookReceiver, type ImageAliases } from '@deployment-automator/registry-clients';
import type { ActivityLog } from '../activity/index.ts';
import type { NamedTags, Noticed } from '../check/index.ts';
import type { Config } from '../config/index.ts';
import { type HeardImages, receiveEvents, receiveForgeEvents } from '../intake/index.ts';
import type { WorkQueue } from '../queue/index.ts';
import type { ServerOptions } from '../server/index.ts';
import type { Store } from '../store/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import { noteActivity } from '../write-back/index.ts';
import { createRefusalLog } from './log-refusals.ts';
import type { ManagedRepo } from './managed-repo.ts';
import type { Poller } from './poller.ts';
import { tell, tellWebhook } from './tell/index.ts';

export interface TakeWebhooksOptions {
  readonly config: Config;
  readonly repos: readonly ManagedRepo[];
  readonly aliases: ImageAliases;
  readonly named: NamedTags;
  readonly noticed: Noticed;
  readonly heard: HeardImages;
  readonly store: Store;
  readonly queue: WorkQueue;
  readonly poller: Poller;
  readonly activity: ActivityLog;
  readonly now: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly onError: (work: string, error: unknown) => void;
}

/** What becomes of the webhooks of registries and forges: a look, soon. */
export function takeWebhooks(
  options: TakeWebhooksOptions,
): Pick<ServerOptions, 'webhooks' | 'forgeWebhooks'> {
  const { config, repos, aliases, named, noticed, heard, queue, poller, activity, now, log, metrics } =
    options;
  const { store, onError } = options;
  const logRefusal = createRefusalLog(log, now);
  const onAnswer = (kind: string, status: number): void => {
    metrics.webhooks.inc({ kind, answer: String(status) });
    logRefusal(kind, status);
  };
  const watched = repos.map(({ config: { url, branch, forge }, repo, subject }) => ({
    subject,
    url: forge?.repository ?? url,
    branch,
    forge: forge?.kind,
    commit: () => repo.snapshot()?.commit,
  }));
  return {
    webhooks: {
      registry: config.webhooks.registry,
      receiver: createWebhookReceiver({
        googleKeysUrl: config.webhooks.registry.gar?.keysUrl,
        onError: (error) => onError('webhook', error),
        now,
      }),
      onResult: (kind, result) => {
        log.debug({ kind, ...result }, 'registry webhook');
        if (result.result !== 'event') return;
        const bound = repos.flatMap((managed) => managed.images());
        const onImage = (image: string, tag: string | undefined): void => {
          tell(activity, [tellWebhook(kind, image, tag)]);
          heard.note(image).catch((error: unknown) => onError('intake', error));
        };
        const at = now();
        const byWebhook = { note: (image: string) => noticed.note(image, { by: 'webhook', at }) };
        const intake = { queue, bound, aliases, named, noticed: byWebhook, onImage };
        void receiveEvents(result.events, { ...intake, onError: (error) => onError('intake', error) });
      },
      onAnswer,
    },
    forgeWebhooks: {
      forge: config.webhooks.forge,
      onEvents: (kind, events) => {
        log.debug({ kind, events: events.length }, 'forge event');
        receiveForgeEvents(kind, events, {
          repos: watched,
          refresh: poller.refresh,
          noteActivity: async (subject, activity) => {
            const noted = repos.find((managed) => managed.subject === subject)?.config;
            if (noted === undefined) return;
            await noteActivity(store, { configRepo: noted.name, base: noted.branch }, activity);
          },
          onError: (error) => onError('intake', error),
        });
      },
      onAnswer,
    },
  };
}
