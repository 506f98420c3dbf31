import { z } from 'zod';
import { isCloudEvent, readCloudEvents } from '../cloud-event.ts';
import { optionalText } from '../optional-text.ts';
import type { Receiver, Sighting } from '../receiver.ts';

const envelope = z.object({
  source: z.literal('aws.ecr'),
  'detail-type': z.string(),
  account: z.string(),
  region: z.string(),
  detail: z.unknown().optional(),
});

const imageAction = z.object({
  result: optionalText,
  'action-type': z.enum(['PUSH', 'DELETE']),
  'repository-name': z.string(),
  'image-tag': optionalText,
  'image-digest': optionalText,
});

const cloudEventData = z.object({
  repositoryName: z.string(),
  registryId: optionalText,
  imageTag: optionalText,
  imageDigest: optionalText,
});

/**
 * Amazon ECR tells EventBridge, and that an API destination:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html. An input transformer may have made
 * CloudEvents of type `com.amazon.ecr.image.push` of it.
 */
export const ecr: Receiver = {
  advice:
    'write headers: { x-hook-secret: "${ECR_HOOK_SECRET}" }, and the same API key at the connection of the API destination',
  read(body, headers) {
    if (isCloudEvent(body, headers)) {
      return readCloudEvents(body, headers).flatMap(({ type, source, data }) =>
        readEcrEvent(type, source, data),
      );
    }
    const { account, region, detail, 'detail-type': type } = envelope.parse(body);
    if (type !== 'ECR Image Action') return { ignore: 'it is no push and no delete' };
    const action = imageAction.parse(detail);
    if (action.result !== undefined && action.result !== 'SUCCESS') return { ignore: 'the action failed' };
    return [
      {
        host: hostOf(account, region),
        repository: action['repository-name'],
        reference: action['image-tag'],
        digest: action['image-digest'],
        action: action['action-type'] === 'PUSH' ? 'push' : 'delete',
      },
    ];
  },
};

/**
 * The event of one CloudEvent that was made from EventBridge's. Region and account are those of its source,
 * `urn:aws:ecr:us-east-1:123456789012:repository/web`.
 *
 * @throws ZodError for another shape
 */
export function readEcrEvent(type: string, source: string, data: unknown): readonly Sighting[] {
  const [, kind] = /^com\.amazon\.ecr\.image\.(push|delete)$/.exec(type) ?? [];
  if (kind === undefined) return [];
  const { repositoryName, registryId, imageTag, imageDigest } = cloudEventData.parse(data);
  const [, region, owner] = /^(?:urn|arn):aws[a-z-]*:ecr:([a-z0-9-]+):(\d+):/.exec(source) ?? [];
  const account = registryId ?? owner;
  return [
    {
      host: account === undefined || region === undefined ? undefined : hostOf(account, region),
      repository: repositoryName,
      reference: imageTag,
      digest: imageDigest,
      action: kind === 'push' ? 'push' : 'delete',
    },
  ];
}

function hostOf(account: string, region: string): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
