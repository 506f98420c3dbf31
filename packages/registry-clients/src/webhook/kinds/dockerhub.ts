import { z } from 'zod';
import type { Receiver } from '../receiver.ts';

const push = z.object({
  push_data: z.object({ tag: z.string() }),
  repository: z.object({ repo_name: z.string() }),
});

/** Docker Hub sends pushes only, one a tag, without a digest: https://docs.docker.com/docker-hub/repos/manage/webhooks/ */
export const dockerhub: Receiver = {
  advice: 'write tokens: ["${DOCKERHUB_HOOK_TOKEN}"], and end the URL on Docker Hub with that token',
  read(body) {
    const { push_data, repository } = push.parse(body);
    const { repo_name: name } = repository;
    return [{ host: 'docker.io', repository: name, reference: push_data.tag, action: 'push' }];
  },
};
