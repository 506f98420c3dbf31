import type { Session } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { asProblem } from '../api/api-problem.ts';

export interface TokenFormProps {
  readonly offer: (token: string) => Promise<Session>;
  readonly onAccepted: () => void;
  readonly onCancel?: () => void;
}

/** Asks for one of the tokens of `api.tokens`. */
export function TokenForm({ offer, onAccepted, onCancel }: TokenFormProps): JSX.Element {
  const id = useId();
  const [token, setToken] = useState('');
  const [fault, setFault] = useState('');
  const [isTrying, setTrying] = useState(false);

  const tryIt = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = token.trim();
    if (text === '') {
      setFault('Enter a token.');
      return;
    }
    setTrying(true);
    try {
      const { mayAct } = await offer(text);
      if (mayAct) onAccepted();
      else {
        setFault('The service does not know this token. Compare it with api.tokens in its configuration.');
      }
    } catch (error) {
      const { message, next } = asProblem(error);
      setFault(`${message} ${next ?? ''}`);
    }
    setTrying(false);
  };

  return (
    <form class="token-form" onSubmit={tryIt} noValidate>
      <label for={id}>Token</label>
      <input
        id={id}
        type="password"
        autocomplete="off"
        spellcheck={false}
        value={token}
        aria-invalid={fault !== ''}
        aria-describedby={`${id}-help ${id}-fault`}
        onInput={(event) => {
          setToken(event.currentTarget.value);
          setFault('');
        }}
      />
      <p id={`${id}-help`} class="hint">
        One of <code>api.tokens</code> of the service’s configuration. It is kept in this tab until you close
        it.
      </p>
      <p id={`${id}-fault`} class="fault-text" role="alert">
        {fault}
      </p>
      <div class="actions">
        <button type="submit" class="button primary" disabled={isTrying}>
          {isTrying ? 'Trying…' : 'Use this token'}
        </button>
        {onCancel !== undefined && (
          <button type="button" class="button" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}
