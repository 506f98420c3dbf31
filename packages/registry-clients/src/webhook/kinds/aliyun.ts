import { z } from 'zod';
import { optionalText } from '../optional-text.ts';
import type { Receiver } from '../receiver.ts';

const push = z.object({
  push_data: z.object({ tag: z.string(), digest: optionalText }),
  repository: z.object({ repo_full_name: z.string() }),
});

/**
 * Alibaba Cloud Container Registry: https://www.alibabacloud.com/help/en/acr/user-guide/manage-webhooks. Pushes
 * only. It names its region but not its instance, so the host is the operator's to say.
 */
export const aliyun: Receiver = {
  advice: 'write tokens: ["${ALIYUN_HOOK_TOKEN}"], and end the URL of the trigger with that token',
  read(body) {
    const { push_data, repository } = push.parse(body);
    const { tag, digest } = push_data;
    return [{ repository: repository.repo_full_name, reference: tag, digest, action: 'push' }];
  },
};
