import type { Binding, ImageDetail } from '@deployment-automator/api-schema';
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
  const isRelease = canRelease(binding);
  const { mayAct } = useAct(isRelease ? 'Releasing an image' : 'Holding an image');
  if (!isRelease && !canHold(binding)) return null;
  const word = isRelease ? 'Release' : 'Hold';
  return (
    <>
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
          onDone={() => {
            setOpen(false);
            onWord();
          }}
        />
      )}
    </>
  );
}
