import type { Session } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { Dialog } from '../parts/dialog.tsx';
import { TokenForm } from './token-form.tsx';

export interface TokenDialogProps {
  /** What it is needed for, as `Holding an image`. */
  readonly why: string;
  readonly offer: (token: string) => Promise<Session>;
  readonly onAccepted: () => void;
  readonly onCancel: () => void;
}

/** Asks for a token where somebody wants to act and may only look. */
export function TokenDialog({ why, offer, onAccepted, onCancel }: TokenDialogProps): JSX.Element {
  return (
    <Dialog title="A token is needed" onClose={onCancel}>
      <p>{why} needs a token. Looking does not.</p>
      <TokenForm offer={offer} onAccepted={onAccepted} onCancel={onCancel} />
    </Dialog>
  );
}
