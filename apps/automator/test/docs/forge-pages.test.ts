import { describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../../src/config/index.ts';
import { readPages } from './pages.ts';

const env = new Proxy({}, { get: () => 'a secret' });

/** The configurations that the pages on forges show, by the kind of forge that they name. */
const shown = readPages()
  .filter(({ path }) => path.startsWith('docs/how-to/forge-'))
  .flatMap(({ path, text, blocks }) =>
    blocks
      .filter(({ language }) => language === 'yaml')
      .map((block) => ({
        path,
        text,
        config: loadConfig(path, block.text, { env, readFile: () => 'a secret' }),
      })),
  );

const kinds = ['github', 'gitlab', 'gitea', 'bitbucket', 'bitbucket-server', 'azure-devops'] as const;

describe.each(kinds)('the page on %s', (kind) => {
  const pages = shown.filter(({ config }) => forgeOf(config)?.kind === kind);

  it('shows how pull requests are opened there, and how its webhook is known', () => {
    expect(pages).not.toEqual([]);
    for (const { text, config } of pages) {
      expect(text).toContain(`https://automator.example.org/webhooks/forge/${kind}`);
      expect(config.webhooks.forge[kind]?.secrets).toHaveLength(1);
      expect(config.configRepos[0]).toMatchObject({
        writeBack: 'pull-request',
        credentials: expect.anything(),
      });
    }
  });
});

function forgeOf({ configRepos: [repo] }: Config): Config['configRepos'][number]['forge'] {
  return repo?.forge;
}
