import { z } from 'zod';
import { eventImage, isImageTag } from '../event-facts.ts';
import type { Receiver } from '../registry-webhook.ts';

const push = z.object({
  push_data: z.object({ tag: z.string() }),
  repository: z.object({ repo_name: z.string() }),
});

/** Docker Hub sends pushes only, one a tag, without a digest: https://docs.docker.com/docker-hub/repos/manage/webhooks/ */
export const dockerhub: Receiver = {
  events(body) {
    const { push_data, repository } = push.parse(body);
    const image = eventImage('docker.io', repository.repo_name);
    return image !== undefined && isImageTag(push_data.tag)
      ? [{ ...image, tag: push_data.tag, action: 'push' }]
      : [];
  },
};
