import { distribution } from './kinds/distribution.ts';
import { dockerhub } from './kinds/dockerhub.ts';
import { quay } from './kinds/quay.ts';
import type { Receiver, RegistryWebhookKind } from './registry-webhook.ts';

/** Kind → how to understand it. A new sender is one file and one row. */
export const receivers: Readonly<Record<RegistryWebhookKind, Receiver>> = { distribution, dockerhub, quay };

/** Every kind, in alphabetical order. */
export const registryWebhookKinds: readonly RegistryWebhookKind[] = ['distribution', 'dockerhub', 'quay'];
