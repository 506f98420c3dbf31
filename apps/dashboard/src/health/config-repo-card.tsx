import type { ConfigRepo } from '@deployment-automator/api-schema';
import type { ComponentChildren, JSX } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';
import { sentence } from '../parts/sentence.ts';
import { Badge } from '../parts/state-badge.tsx';
import { allStates, stateLooks } from '../parts/states.ts';
import { TimeAgo } from '../parts/time-ago.tsx';

/** How many problems of one config repo are shown before somebody asks for the rest. */
const shownProblems = 5;

const writeBacks: Readonly<Record<ConfigRepo['writeBack'], string>> = {
  observe: 'observe: decides and shows, writes nothing',
  'pull-request': 'by pull request',
  commit: 'by commit',
};

/** A config repo: when it was last seen, how it is written to, and what is wrong in it. The next step stands above. */
export function ConfigRepoCard({ configRepo }: { readonly configRepo: ConfigRepo }): JSX.Element {
  const {
    name,
    url,
    branch,
    commit,
    seenAt,
    nextPollAt,
    writeBack,
    forge,
    dialects,
    frozen,
    fault,
    problems,
  } = configRepo;
  return (
    <article class="panel config-repo">
      <h3>
        {name} <RepoBadge configRepo={configRepo} />
      </h3>
      <dl class="health-facts">
        <Fact name="Repository">
          {url}, branch {branch}
        </Fact>
        <Fact name="Last seen">
          {seenAt === null ? 'not yet' : <TimeAgo at={seenAt} />}
          {nextPollAt !== null && (
            <>
              , next look <TimeAgo at={nextPollAt} />
            </>
          )}
        </Fact>
        <Fact name="Commit">
          {commit === null ? (
            'none was read yet'
          ) : (
            <>
              <code>{commit.slice(0, 12)}</code>{' '}
              <CopyButton text={commit} what={`the commit’s id of ${name}`} />
            </>
          )}
        </Fact>
        <Fact name="Write-back">
          {writeBacks[writeBack]}
          {forge !== null && `, on ${forge}`}
        </Fact>
        <Fact name="Dialects">{dialects.join(', ')}</Fact>
        <Fact name="Bindings">{commit === null ? 'not known yet' : sayBindings(configRepo)}</Fact>
      </dl>
      {frozen !== null && (
        <div class="note frozen">
          <p class="note-title">Frozen: nothing is written.</p>
          <p>{sentence(frozen)}</p>
        </div>
      )}
      {fault !== null && <p class="fault-text">{sentence(fault.message)}</p>}
      {problems.length > 0 && <Problems configRepo={configRepo} />}
    </article>
  );
}

function RepoBadge({ configRepo }: { readonly configRepo: ConfigRepo }): JSX.Element {
  const { fault, frozen, seenAt, problems } = configRepo;
  if (fault !== null) {
    return (
      <Badge icon="alert" tone="bad">
        Fault
      </Badge>
    );
  }
  if (frozen !== null) {
    return (
      <Badge icon="pause" tone="wait">
        Frozen
      </Badge>
    );
  }
  if (problems.length > 0) {
    return (
      <Badge icon="alert" tone="wait">
        Problems in files
      </Badge>
    );
  }
  if (seenAt === null) {
    return (
      <Badge icon="clock" tone="quiet">
        Not seen yet
      </Badge>
    );
  }
  return (
    <Badge icon="check" tone="good">
      Well
    </Badge>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function sayBindings({ bindings }: ConfigRepo): string {
  const parts = allStates.flatMap((state) => {
    const many = bindings[state] ?? 0;
    return many === 0 ? [] : [`${many} ${stateLooks[state].word.toLowerCase()}`];
  });
  return parts.length === 0 ? 'none: no image field has a tag policy' : parts.join(', ');
}

function Problems({ configRepo: { problems } }: { readonly configRepo: ConfigRepo }): JSX.Element {
  const rest = problems.slice(shownProblems);
  return (
    <>
      <h4>Problems in its files</h4>
      <ProblemList problems={problems.slice(0, shownProblems)} />
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <ProblemList problems={rest} />
        </details>
      )}
    </>
  );
}

function ProblemList({ problems }: Pick<ConfigRepo, 'problems'>): JSX.Element {
  return (
    <ul class="file-problems">
      {problems.map(({ where, code, message, next }) => (
        <li key={`${where} ${code} ${message}`}>
          <p class="problem-where">
            <code>{where}</code> <span class="hint">{code}</span>
          </p>
          <p>{sentence(message)}</p>
          <p class="next">{sentence(next)}</p>
        </li>
      ))}
    </ul>
  );
}
