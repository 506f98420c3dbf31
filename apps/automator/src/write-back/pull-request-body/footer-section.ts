import type { Section } from './fit-sections.ts';

/**
 * How a reviewer says no, later, or otherwise.
 * @param reopens whether the forge can reopen what was closed
 */
export const footerSection = (reopens: boolean): Section => ({
  rank: 1,
  head: `---

- **Hold** these fields: comment \`/automator hold [reason]\`, or write \`automator/hold: "true"\` on the resource.
- **Pin** a version: narrow the policy in the config repo, such as \`automator/tag: semver:1.4.2\`.
- **Refuse** these versions: close this pull request. A newer version is proposed again; ${reopens ? 'reopening, or ' : ''}\`/automator release\`${reopens ? ',' : ' in a comment'} takes the refusal back.
- **Take over**: commit to this branch, and it is not changed any more. \`/automator rebase\` gives it back and builds it anew; \`/automator explain\` tells every candidate.`,
  items: [],
  leftOut: () => '',
});
