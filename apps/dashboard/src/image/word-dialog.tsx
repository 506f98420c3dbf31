import type { Binding, ImageDetail } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useApp } from '../app/app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { readUntil } from './read-until.ts';
import { useAct } from './use-act.ts';

export interface WordDialogProps {
  readonly word: 'hold' | 'release';
  readonly image: ImageDetail;
  readonly binding: Binding;
  readonly onClose: () => void;
  /** @param commit the one that says it */
  readonly onDone: (commit: string) => void;
}

/** Asks why and until when, and says what will be written. */
export function WordDialog({ word, image, binding, onClose, onDone }: WordDialogProps): JSX.Element {
  const id = useId();
  const { client, announce } = useApp();
  const isHold = word === 'hold';
  const { act, isActing, problem } = useAct(isHold ? 'Holding an image' : 'Releasing an image');
  const [reason, setReason] = useState('');
  const [by, setBy] = useState('');
  const [until, setUntil] = useState('');
  const [untilFault, setUntilFault] = useState('');

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const end = readUntil(until, Date.now());
    if (end.fault !== undefined) {
      setUntilFault(end.fault);
      return;
    }
    const said = {
      id: binding.id,
      configRepo: binding.configRepo,
      ...(reason.trim() !== '' && { reason: reason.trim() }),
      ...(by.trim() !== '' && { by: by.trim() }),
    };
    const answer = await act(() =>
      isHold
        ? client.hold({ ...said, ...(end.until !== undefined && { until: end.until }) })
        : client.release(said),
    );
    if (answer === undefined) return;
    announce(isHold ? 'Held.' : 'Released.');
    onDone(answer.commit);
  };

  return (
    <Dialog title={isHold ? 'Hold this image field?' : 'Release this image field?'} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p>
          <strong>{image.image}</strong> in {binding.file}:{binding.line}
        </p>
        <p>
          {isHold
            ? `It stays at ${binding.current ?? 'what it has'} until somebody releases it.`
            : `It moves again${binding.chosen === null ? '' : ` to ${binding.chosen}`} when the policy allows it.`}{' '}
          This is a commit to <code>.automator.yaml</code> in {binding.configRepo}.
        </p>
        <label for={`${id}-reason`}>Reason</label>
        <input
          id={`${id}-reason`}
          value={reason}
          maxLength={500}
          placeholder={isHold ? 'such as: load test on Friday' : 'such as: mended in 1.5.1'}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <label for={`${id}-by`}>Your name</label>
        <input
          id={`${id}-by`}
          value={by}
          maxLength={200}
          autocomplete="name"
          onInput={({ currentTarget }) => setBy(currentTarget.value)}
        />
        {isHold && (
          <>
            <label for={`${id}-until`}>Until</label>
            <input
              id={`${id}-until`}
              type="datetime-local"
              value={until}
              aria-invalid={untilFault !== ''}
              aria-describedby={`${id}-until-help ${id}-until-fault`}
              onInput={({ currentTarget }) => {
                setUntil(currentTarget.value);
                setUntilFault('');
              }}
            />
            <p id={`${id}-until-help`} class="hint">
              In your time zone. Without it the hold lasts until it is released.
            </p>
            <p id={`${id}-until-fault`} class="fault-text" role="alert">
              {untilFault}
            </p>
          </>
        )}
        <p class="fault-text" role="alert">
          {problem !== undefined && `${problem.message} ${problem.next ?? ''}`}
        </p>
        <div class="actions">
          <button type="submit" class="button primary" disabled={isActing}>
            {isActing ? 'Writing…' : isHold ? 'Hold' : 'Release'}
          </button>
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
