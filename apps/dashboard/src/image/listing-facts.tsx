import type { ImageDetail } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { FaultNote } from '../parts/notes.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';

const completeness: Readonly<Record<ImageDetail['listing']['state'], string>> = {
  complete: 'all of them',
  partial: 'not all could be read',
  failed: 'the last look failed',
  none: 'not read yet',
};

/** How it is known which tags there are. */
export function ListingFacts({ image }: { readonly image: ImageDetail }): JSX.Element {
  const { listing, webhookAt, nextPollAt, requests } = image;
  return (
    <section aria-labelledby="registry" class="panel">
      <h2 id="registry">What the registry says</h2>
      <dl class="facts listing">
        <div>
          <dt>Tags known</dt>
          <dd>
            {listing.tags.toLocaleString()}, {completeness[listing.state]}
          </dd>
        </div>
        <TimeFact name="Last read" at={listing.readAt} none="never" />
        <TimeFact name="Last asked" at={listing.attemptedAt} none="never" />
        <TimeFact name="Next poll" at={nextPollAt} none="not planned" />
        <TimeFact name="Webhook last heard" at={webhookAt} none="never, as far as is remembered" />
        <div>
          <dt>Requests spent</dt>
          <dd>{requests.toLocaleString()} since the service began</dd>
        </div>
      </dl>
      {listing.problem !== null && <FaultNote fault={listing.problem} />}
      {webhookAt === null && (
        <p class="hint">
          Without a webhook a push is noticed at the next poll. With one it is noticed at once: configure{' '}
          <code>webhooks.registry</code> and point the registry at it.
        </p>
      )}
    </section>
  );
}

interface TimeFactProps {
  readonly name: string;
  readonly at: string | null;
  readonly none: string;
}

function TimeFact({ name, at, none }: TimeFactProps): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{at === null ? none : <TimeAgo at={at} />}</dd>
    </div>
  );
}
