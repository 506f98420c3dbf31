import type { Receiver } from '../receiver.ts';
import { distribution } from './distribution.ts';

/**
 * The container registry of a GitLab that one runs oneself is the distribution registry, and sends its
 * notifications: https://docs.gitlab.com/administration/packages/container_registry/#configure-container-registry-notifications.
 * GitLab's own project webhooks know nothing of images, and gitlab.com sends none.
 */
export const gitlab: Receiver = {
  advice:
    'write headers: { authorization: "${GITLAB_HOOK_AUTHORIZATION}" }, and the same header under registry[\'notifications\'] in gitlab.rb',
  read: distribution.read,
};
