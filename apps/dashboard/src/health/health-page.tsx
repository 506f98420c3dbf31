import './health.css';
import type { Fault, Health } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { Icon } from '../parts/icon.tsx';
import { FaultNote, LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { ConfigRepoCard } from './config-repo-card.tsx';
import { ForgesTable, RegistriesTable } from './hosts-table.tsx';
import { faultsOutsideFiles, sayOverall } from './overall.ts';

/** Answers of registries are no activity, so the page looks again by itself. In milliseconds. */
const lookAgain = 15_000;

/** How many faults are shown before somebody asks for the rest. */
const shownFaults = 10;

/** How everything is that the service depends on, and what to do about what is wrong. */
export function HealthPage(): JSX.Element {
  const { answer, problem, reload } = useAnswer(ask.health(), () => true);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, lookAgain);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <>
      <PageHeading title="Health" about="What the service depends on, and what to do about what is wrong." />
      {problem !== undefined && <ProblemNote problem={problem} what="the health" onRetry={reload} />}
      {answer === undefined && problem === undefined && <LoadingNote what="the health" />}
      {answer !== undefined && <Everything health={answer} />}
    </>
  );
}

function Everything({ health }: { readonly health: Health }): JSX.Element {
  const { isWell, sentence, detail } = sayOverall(health);
  const { configRepos, registries, forges } = health;
  const faults = faultsOutsideFiles(health);
  return (
    <div class="health">
      <div class={`overall tone-${isWell ? 'good' : 'bad'}`}>
        <Icon name={isWell ? 'check' : 'alert'} />
        <div>
          <p class="overall-sentence">{sentence}</p>
          <p>{detail}</p>
        </div>
      </div>
      {faults.length > 0 && <Faults faults={faults} />}
      <section>
        <h2>Config repos</h2>
        <div class="config-repos">
          {configRepos.map((configRepo) => (
            <ConfigRepoCard key={configRepo.name} configRepo={configRepo} />
          ))}
        </div>
        {configRepos.length === 0 && (
          <p class="hint">No config repo is configured: write one under configRepos in the configuration.</p>
        )}
      </section>
      <section>
        <h2>Registries</h2>
        <RegistriesTable registries={registries} />
      </section>
      {forges.length > 0 && (
        <section>
          <h2>Forges</h2>
          <ForgesTable forges={forges} />
        </section>
      )}
      <Service health={health} />
    </div>
  );
}

function Faults({ faults }: { readonly faults: readonly Fault[] }): JSX.Element {
  const rest = faults.slice(shownFaults);
  return (
    <section>
      <h2>What is wrong</h2>
      <FaultList faults={faults.slice(0, shownFaults)} />
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <FaultList faults={rest} />
        </details>
      )}
    </section>
  );
}

function FaultList({ faults }: { readonly faults: readonly Fault[] }): JSX.Element {
  return (
    <ul class="faults">
      {faults.map((fault) => (
        <li key={`${fault.where} ${fault.code} ${fault.message}`}>
          <FaultNote fault={fault} />
        </li>
      ))}
    </ul>
  );
}

const modes: Readonly<Record<Health['mode'], string>> = {
  embedded: 'One process, with queue and store inside it',
  redis: 'Queue and store in Redis, shared by every process',
};

function Service({ health: { version, startedAt, mode, queue } }: { readonly health: Health }): JSX.Element {
  return (
    <section>
      <h2>Service</h2>
      <dl class="health-facts">
        <div>
          <dt>Queue</dt>
          <dd>
            {queue.waiting} waiting, {queue.running} running
          </dd>
        </div>
        <div>
          <dt>Runs since</dt>
          <dd>
            <TimeAgo at={startedAt} />
          </dd>
        </div>
        <div>
          <dt>Version</dt>
          <dd>{version}</dd>
        </div>
        <div>
          <dt>Mode</dt>
          <dd>{modes[mode]}</dd>
        </div>
      </dl>
    </section>
  );
}
