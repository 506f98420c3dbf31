import type { JSX } from 'preact';
import { Icon } from '../parts/icon.tsx';
import { caretUnder } from './caret.ts';
import type { PolicyFault } from './policy-faults.ts';

/** A fault of a policy, with a caret under its place where that is known. */
export function FaultText({ fault: { message, text, place } }: { readonly fault: PolicyFault }): JSX.Element {
  const caret = place === undefined ? undefined : caretUnder(text, place);
  return (
    <div class="policy-fault">
      {caret !== undefined && (
        <pre aria-hidden="true">
          {caret.line}
          {'\n'}
          <span class="caret">{caret.marks}</span>
        </pre>
      )}
      <p class="fault-text">
        <Icon name="alert" /> {message}
        {place !== undefined && <span class="heard-only"> (at character {place.start + 1})</span>}
      </p>
    </div>
  );
}
