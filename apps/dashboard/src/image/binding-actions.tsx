import type { Binding, ImageDetail, State } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { canHold, canRelease } from './next-step.ts';
import { useAct } from './use-act.ts';
import { WordDialog } from './word-dialog.tsx';

export interface BindingActionsProps {
  readonly image: ImageDetail;
  readonly binding: Binding;
  readonly onWord: () => void;
}

/** Hold, or release what is held. Each is confirmed, because each is a commit. */
export function BindingActions({ image, binding, onWord }: BindingActionsProps): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState<{ readonly commit: string; readonly state: State } | undefined>(undefined);
  const isRelease = canRelease(binding);
  const { mayAct } = useAct(isRelease ? 'Releasing an image' : 'Holding an image');
  if (!isRelease && !canHold(binding)) return null;
  const word = isRelease ? 'Release' : 'Hold';
  return (
    <div class="actions">
      <span class="hint" role="status">
        {said?.state === binding.state &&
          `Written in commit ${said.commit.slice(0, 8)}; it is read in a moment.`}
      </span>
      <button
        type="button"
        class="button"
        aria-label={`${word} ${binding.file}:${binding.line}`}
        onClick={async () => setOpen(await mayAct())}
      >
        {word}
      </button>
      {isOpen && (
        <WordDialog
          word={isRelease ? 'release' : 'hold'}
          image={image}
          binding={binding}
          onClose={() => setOpen(false)}
          onDone={(commit) => {
            setOpen(false);
            setSaid({ commit, state: binding.state });
            onWord();
          }}
        />
      )}
    </div>
  );
}
