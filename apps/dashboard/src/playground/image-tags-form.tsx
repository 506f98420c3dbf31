import type { ImageRow } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { hrefOf } from '../app/route.ts';
import { ImagePicker } from '../parts/image-picker.tsx';
import { ProblemNote } from '../parts/notes.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { useFocusAfterSwap } from '../parts/use-focus-after-swap.ts';
import type { ImageSource, Inputs } from './inputs.ts';
import { writeTags } from './read-tags.ts';
import type { ImageTags } from './use-image-tags.ts';

export interface ImageTagsFormProps {
  readonly inputs: Inputs;
  readonly imageTags: ImageTags;
  readonly onChange: (inputs: Inputs) => void;
}

/** Names an image, whose tags and policy are then taken as the service knows them. */
export function ImageTagsForm({ inputs, imageTags, onChange }: ImageTagsFormProps): JSX.Element {
  const { image } = inputs;
  const swapped = useFocusAfterSwap<HTMLDivElement>(image === undefined);
  const take = (source: ImageSource): void => onChange({ ...inputs, image: source, tags: '' });
  if (image === undefined) {
    const pick = ({ id }: ImageRow): void =>
      take({ imageId: id, configRepo: '', binding: '', givesRule: true });
    return (
      <div ref={swapped}>
        <ImagePicker label="Of an image" hint="Type to find one" onPick={pick} />
      </div>
    );
  }
  const { image: _, ...others } = inputs;
  const { detail, listing, problem } = imageTags;
  const paste = (): void =>
    onChange({ ...others, tags: listing === undefined ? '' : writeTags(listing.candidates) });
  return (
    <div class="image-tags" ref={swapped}>
      {problem !== undefined && <ProblemNote problem={problem} what="the image" />}
      {detail !== undefined && (
        <>
          <p>
            Those of <a href={hrefOf({ page: 'image', id: detail.id })}>{detail.image}</a>, as the service
            knows them.
          </p>
          <BindingChoice source={image} imageTags={imageTags} onChoose={take} />
        </>
      )}
      <p class="hint" role="status">
        <Progress imageTags={imageTags} />
      </p>
      <div class="actions">
        {listing !== undefined && (
          <button type="button" class="button" onClick={paste}>
            Change these tags
          </button>
        )}
        <button type="button" class="button" onClick={() => onChange({ ...others, tags: '' })}>
          Other tags
        </button>
      </div>
    </div>
  );
}

interface BindingChoiceProps {
  readonly source: ImageSource;
  readonly imageTags: ImageTags;
  readonly onChoose: (source: ImageSource) => void;
}

function BindingChoice({ source, imageTags, onChoose }: BindingChoiceProps): JSX.Element {
  const id = useId();
  const { detail, binding } = imageTags;
  const bindings = detail?.bindings ?? [];
  const index = binding === undefined ? -1 : bindings.indexOf(binding);
  return (
    <div class="field">
      <label for={id}>With the policy of</label>
      <select
        id={id}
        value={String(index)}
        onChange={(event) => {
          const chosen = bindings[Number(event.currentTarget.value)];
          if (chosen === undefined) return;
          const { configRepo } = chosen;
          onChoose({ imageId: source.imageId, configRepo, binding: chosen.id, givesRule: true });
        }}
      >
        {index < 0 && <option value="-1">A field that is not there any more</option>}
        {bindings.map(({ id: key, configRepo, file, line, policy }, at) => (
          <option key={`${configRepo} ${key}`} value={String(at)}>
            {configRepo}: {file}:{line} ({policy === '' ? 'no policy' : policy})
          </option>
        ))}
      </select>
    </div>
  );
}

function Progress({
  imageTags: { detail, binding, listing, loaded, problem },
}: Pick<ImageTagsFormProps, 'imageTags'>) {
  if (problem !== undefined) return null;
  if (detail === undefined) return <>Loading the image…</>;
  if (binding === undefined) return <>Choose the field whose policy you want to try.</>;
  if (listing === undefined) return <>Loading the tags: {loaded.toLocaleString()} so far…</>;
  const { readAt } = detail.listing;
  return (
    <>
      {loaded.toLocaleString()} {loaded === 1 ? 'tag' : 'tags'}
      {readAt !== null && (
        <>
          , listed <TimeAgo at={readAt} />
        </>
      )}
      . Holds and freezes are not looked at here.
    </>
  );
}
