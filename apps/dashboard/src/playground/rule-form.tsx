import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { readAge } from './age.ts';
import { FaultText } from './fault-text.tsx';
import type { Inputs } from './inputs.ts';
import type { PolicyFault } from './policy-faults.ts';

export interface RuleFormProps {
  readonly inputs: Inputs;
  readonly faults: readonly PolicyFault[];
  readonly onChange: (inputs: Inputs) => void;
}

/** The policy, what narrows it, and what the field holds now. */
export function RuleForm({ inputs, faults, onChange }: RuleFormProps): JSX.Element {
  const { policy, filters, suffix, current, allowDown, minAge } = inputs;
  const of = (input: PolicyFault['input']): readonly PolicyFault[] =>
    faults.filter((fault) => fault.input === input);
  return (
    <div class="rule-form">
      <Field label="Policy" faults={of('policy')} hint={<PolicyHint />}>
        {(props) => (
          <input
            {...props}
            type="text"
            value={policy}
            onInput={(event) => onChange({ ...inputs, policy: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label="Filters"
        faults={of('filters')}
        hint={
          <>
            One a line: <code>regex:</code>, <code>glob:</code>, <code>!regex:</code> or <code>!glob:</code>.
            A tag has to pass all of them.
          </>
        }
      >
        {(props) => (
          <textarea
            {...props}
            rows={Math.min(6, Math.max(2, filters.split('\n').length))}
            value={filters}
            onInput={(event) => onChange({ ...inputs, filters: event.currentTarget.value })}
          />
        )}
      </Field>
      <div class="field-pair">
        <Field label="Current version" hint={<>What the field holds now.</>}>
          {(props) => (
            <input
              {...props}
              type="text"
              value={current}
              onInput={(event) => onChange({ ...inputs, current: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field
          label="Suffix"
          faults={of('suffix')}
          hint={
            <>
              <code>keep</code>, or a glob such as <code>-alpine*</code>.
            </>
          }
        >
          {(props) => (
            <input
              {...props}
              type="text"
              value={suffix}
              onInput={(event) => onChange({ ...inputs, suffix: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field
          label="Minimum age"
          problem={
            readAge(minAge) === undefined
              ? `“${minAge}” is not an age; write it like 30m, 24h or 7d`
              : undefined
          }
          hint={
            <>
              How long a tag must have been there, such as <code>24h</code>.
            </>
          }
        >
          {(props) => (
            <input
              {...props}
              type="text"
              value={minAge}
              onInput={(event) => onChange({ ...inputs, minAge: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={allowDown}
          onChange={(event) => onChange({ ...inputs, allowDown: event.currentTarget.checked })}
        />{' '}
        Allow moves to a lower version
      </label>
    </div>
  );
}

function PolicyHint(): JSX.Element {
  return (
    <>
      Such as <code>semver:^1.4</code>, <code>semver-loose:1.x</code>, <code>numeric</code>,{' '}
      <code>alphabetical:desc</code>, <code>newest:pushed</code> or <code>digest:latest</code>.
    </>
  );
}

/** What every text box of the form has in common. */
interface BoxProps {
  readonly id: string;
  readonly class: string;
  readonly spellcheck: false;
  readonly autocomplete: 'off';
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

interface FieldProps {
  readonly label: string;
  readonly hint: ComponentChildren;
  readonly faults?: readonly PolicyFault[];
  /** What else is wrong with it. */
  readonly problem?: string | undefined;
  readonly children: (props: BoxProps) => JSX.Element;
}

function Field({ label, hint, faults = [], problem, children }: FieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        class: 'mono',
        spellcheck: false,
        autocomplete: 'off',
        'aria-invalid': faults.length > 0 || problem !== undefined,
        'aria-describedby': `${id}-faults ${id}-hint`,
      })}
      <div id={`${id}-faults`} aria-live="polite">
        {faults.map((fault) => (
          <FaultText key={`${fault.text} ${fault.message}`} fault={fault} />
        ))}
        {problem !== undefined && <p class="fault-text">{problem}</p>}
      </div>
      <p id={`${id}-hint`} class="hint">
        {hint}
      </p>
    </div>
  );
}
