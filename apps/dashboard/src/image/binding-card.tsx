import type { Binding, ImageDetail } from '@deployment-automator/api-schema';
import type { ComponentChildren, JSX } from 'preact';
import { hrefOf } from '../app/route.ts';
import { sentence } from '../parts/sentence.ts';
import { StateBadge } from '../parts/state-badge.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { VersionMove } from '../parts/version-move.tsx';
import { BindingActions } from './binding-actions.tsx';
import { heldBecause } from './next-step.ts';
import { PullRequestLink } from './pull-request-link.tsx';

const deliveries: Readonly<Record<Binding['delivery'], string>> = {
  commit: 'a commit to the branch',
  'pull-request': 'a pull request',
  observe: 'nothing is written, only shown',
};

export interface BindingCardProps {
  readonly image: ImageDetail;
  readonly binding: Binding;
  readonly onWord: () => void;
}

/** One image field, and what was decided for it. */
export function BindingCard({ image, binding, onWord }: BindingCardProps): JSX.Element {
  const { state, since, code, writtenAt, pullRequest } = binding;
  // What is written wrongly governs nothing.
  const isGoverned = binding.rule !== undefined;
  return (
    <article class="binding">
      <header>
        <div>
          <h3>
            {binding.file}:{binding.line}
          </h3>
          <p class="hint">
            {binding.environment} · branch {binding.branch}
          </p>
        </div>
        <BindingActions image={image} binding={binding} onWord={onWord} />
      </header>
      <p class="standing">
        <StateBadge state={state} />
        <VersionMove from={listOf(binding.current)} to={listOf(binding.chosen)} />
        {since !== null && (
          <span class="hint">
            since <TimeAgo at={since} />
          </span>
        )}
      </p>
      <p>
        {sentence(heldBecause(binding))}
        {code !== null && (
          <>
            {' '}
            <code class="hint">{code}</code>
          </>
        )}
      </p>
      <dl class="facts">
        {isGoverned && (
          <Fact name="Policy">
            <code>{binding.policy}</code>{' '}
            <a href={hrefOf({ page: 'playground' }, playgroundQuery(image, binding))}>
              Try it<span class="heard-only"> in the playground</span>
            </a>
          </Fact>
        )}
        <Fact name={isGoverned ? 'Written at' : 'Wrong at'}>
          {writtenAt.file}:{writtenAt.line}
          {isGoverned && binding.dialect !== 'automator' && ` (${binding.dialect})`}
        </Fact>
        {isGoverned && <Fact name="Delivery">{deliveries[binding.delivery]}</Fact>}
        {binding.group !== null && <Fact name="Group">{binding.group}</Fact>}
        {pullRequest !== null && (
          <Fact name="Pull request">
            <PullRequestLink pullRequest={pullRequest} />
          </Fact>
        )}
      </dl>
    </article>
  );
}

/** What the playground takes policy and tags from. */
function playgroundQuery({ id }: ImageDetail, binding: Binding): URLSearchParams {
  return new URLSearchParams({ image: id, 'config-repo': binding.configRepo, binding: binding.id });
}

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function listOf(version: string | null): readonly string[] {
  return version === null ? [] : [version];
}
