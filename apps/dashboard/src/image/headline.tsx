import type { ImageDetail } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useApp } from '../app/app-context.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { sentence } from '../parts/sentence.ts';
import { StateBadge } from '../parts/state-badge.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { VersionMove } from '../parts/version-move.tsx';
import { CheckNow } from './check-now.tsx';
import { nextStep, whyHere } from './next-step.ts';

export interface HeadlineProps {
  readonly image: ImageDetail;
  /** Looks again at what is known of the image. */
  readonly onLook: () => void;
}

/** Where the image stands, why, and the next step. */
export function Headline({ image, onLook }: HeadlineProps): JSX.Element {
  const { session } = useApp();
  const next = nextStep(image);
  const open = image.bindings.find(({ pullRequest }) => pullRequest?.state === 'open')?.pullRequest;
  return (
    <>
      <PageHeading title={image.image}>
        <CopyButton text={image.image} what="the image’s name" />
        <CheckNow image={image} onLook={onLook} />
      </PageHeading>
      <section class="headline panel" aria-label="Where it stands">
        <p class="standing">
          <StateBadge state={image.state} />
          <VersionMove from={image.current} to={image.chosen} />
          {image.since !== null && (
            <span class="hint">
              since <TimeAgo at={image.since} />
            </span>
          )}
        </p>
        <p class="reason">{sentence(whyHere(image))}</p>
        {next !== '' && (
          <p>
            <strong>Next:</strong> {next}
          </p>
        )}
        {open && (
          <p>
            <a class="button" href={open.url} rel="noreferrer">
              Open pull request {open.number}
            </a>
          </p>
        )}
        {!session.mayAct && (
          <p class="hint">Checking, holding and releasing need a token; you are asked for it when you try.</p>
        )}
      </section>
    </>
  );
}
