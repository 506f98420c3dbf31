import { onTestFinished } from 'vitest';
import { createRegistryClient, type RegistryClient, type RegistryClientOptions } from '../src/index.ts';
import type { RegistryOptions } from '../src/registry-options.ts';
import {
  type Heard,
  type Scripted,
  type ScriptedRegistry,
  startScriptedRegistry,
} from './scripted-registry.ts';

/** A scripted registry and a client for it; both end with the test. */
export async function script(
  answer: (
    heard: Heard,
    registry: () => ScriptedRegistry,
  ) => Scripted | undefined | Promise<Scripted | undefined>,
  options: Omit<Partial<RegistryClientOptions>, 'registries'> &
    Pick<Partial<RegistryOptions>, 'credentials' | 'aliases' | 'kind'> = {},
): Promise<{
  registry: ScriptedRegistry;
  client: RegistryClient;
  image: { registry: string; repository: string };
}> {
  const { credentials, aliases, kind, ...rest } = options;
  const registry: ScriptedRegistry = await startScriptedRegistry((heard) => answer(heard, () => registry));
  const registries = [{ host: registry.host, plainHttp: true, credentials, aliases, kind }];
  const client = createRegistryClient({ sleep: async () => undefined, ...rest, registries });
  onTestFinished(async () => {
    await registry.close();
    await client.close();
  });
  return { registry, client, image: { registry: registry.host, repository: 'acme/web' } };
}

/** A JSON answer. */
export function json(value: unknown, headers: Scripted['headers'] = {}): Scripted {
  return { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}
