import type { RegistryWebhookKind } from '@deployment-automator/registry-clients';
import { imageIdOf } from '../../check/index.ts';
import type { Telling } from './telling.ts';

/** A registry's webhook told of a push of an image that we follow. */
export function tellWebhook(kind: RegistryWebhookKind, image: string, tag: string | undefined): Telling {
  const what = tag === undefined ? image : `${image}:${tag}`;
  return {
    happening: {
      kind: 'webhook',
      message: `${what} was pushed, says a webhook of the kind ${kind}`,
      image,
      imageId: imageIdOf(image),
      ...(tag !== undefined && { tag }),
    },
  };
}
