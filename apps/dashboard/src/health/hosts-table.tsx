import type { ForgeHealth, RegistryHealth } from '@deployment-automator/api-schema';
import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from '../parts/icon.tsx';
import { sentence } from '../parts/sentence.ts';
import { Badge } from '../parts/state-badge.tsx';
import type { Tone } from '../parts/states.ts';
import { TimeAgo } from '../parts/time-ago.tsx';
import { type HostState, hostState, hostStateWords, sayStatus } from './host-words.ts';

export function RegistriesTable({
  registries,
}: {
  readonly registries: readonly RegistryHealth[];
}): JSX.Element {
  if (registries.length === 0) {
    return <p class="hint">No registry is asked yet: no image field has a tag policy, or none was read.</p>;
  }
  return (
    <HostsTable caption="Registries" last="Images">
      {registries.map((registry) => (
        <HostRow key={registry.host} host={registry} name={registry.host} last="Images">
          {registry.images}
        </HostRow>
      ))}
    </HostsTable>
  );
}

export function ForgesTable({ forges }: { readonly forges: readonly ForgeHealth[] }): JSX.Element {
  return (
    <HostsTable caption="Forges" last="Config repos">
      {forges.map((forge) => (
        <HostRow
          key={`${forge.kind} ${forge.host}`}
          host={forge}
          name={`${forge.host} (${forge.kind})`}
          last="Config repos"
        >
          {forge.configRepos.join(', ')}
        </HostRow>
      ))}
    </HostsTable>
  );
}

interface HostsTableProps {
  readonly caption: string;
  /** The heading of the last column. */
  readonly last: string;
  readonly children: ComponentChildren;
}

function HostsTable({ caption, last, children }: HostsTableProps): JSX.Element {
  return (
    <table class="hosts">
      <caption class="heard-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Host</th>
          <th scope="col">State</th>
          <th scope="col">Last answer</th>
          <th scope="col">Limit</th>
          <th scope="col">Requests</th>
          <th scope="col">{last}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

type Host = Omit<RegistryHealth, 'images'>;

interface HostRowProps {
  readonly host: Host;
  readonly name: string;
  readonly last: string;
  readonly children: ComponentChildren;
}

function HostRow({ host, name, last, children }: HostRowProps): JSX.Element {
  const { lastAnswerAt, lastStatus, requests, fault } = host;
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        <td>
          <HostBadge host={host} />
        </td>
        <td data-label="Last answer">
          {lastAnswerAt === null ? 'none yet' : <TimeAgo at={lastAnswerAt} />}
          {lastStatus !== null && `, ${sayStatus(lastStatus)}`}
        </td>
        <td data-label="Limit">
          <Limit limit={host.limit} />
        </td>
        <td data-label="Requests">{requests.toLocaleString()}</td>
        <td data-label={last}>{children}</td>
      </tr>
      {fault !== null && (
        <tr class="host-fault">
          <td colSpan={6}>
            <p class="fault-text">{sentence(fault.message)}</p>
          </td>
        </tr>
      )}
    </>
  );
}

const looks: Readonly<Record<HostState, { readonly icon: IconName; readonly tone: Tone }>> = {
  answers: { icon: 'check', tone: 'good' },
  paused: { icon: 'pause', tone: 'wait' },
  fault: { icon: 'alert', tone: 'bad' },
  'not-asked': { icon: 'clock', tone: 'quiet' },
};

function HostBadge({ host }: { readonly host: Host }): JSX.Element {
  const state = hostState(host, Date.now());
  const { icon, tone } = looks[state];
  return (
    <>
      <Badge icon={icon} tone={tone}>
        {hostStateWords[state]}
      </Badge>
      {host.pausedUntil !== null && Date.parse(host.pausedUntil) > Date.now() && (
        <span class="hint">
          {' '}
          asked again <TimeAgo at={host.pausedUntil} />
        </span>
      )}
    </>
  );
}

function Limit({ limit }: Pick<Host, 'limit'>): JSX.Element {
  if (limit === null) return <span class="hint">none said</span>;
  return (
    <>
      {limit.remaining.toLocaleString()} left
      {limit.resetsAt !== null && (
        <>
          , all again <TimeAgo at={limit.resetsAt} />
        </>
      )}
    </>
  );
}
