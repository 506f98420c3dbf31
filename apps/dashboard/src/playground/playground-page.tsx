import './playground.css';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { replacePlace } from '../app/use-place.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { useSettled } from '../parts/use-settled.ts';
import { readAge, writeAge } from './age.ts';
import { example, type Inputs, readInputs, writeInputs } from './inputs.ts';
import { judge } from './judge.ts';
import { readPolicy } from './policy-faults.ts';
import { readTags } from './read-tags.ts';
import { RuleForm } from './rule-form.tsx';
import { TagsForm } from './tags-form.tsx';
import { useImageTags } from './use-image-tags.ts';
import { Verdicts } from './verdicts.tsx';

/** How long somebody must pause in typing before the verdicts follow, in milliseconds. */
const pause = 200;

/** Tries a policy on tags, by the very code with which the service decides. */
export function PlaygroundPage({ query }: { readonly query: URLSearchParams }): JSX.Element {
  const { inputs, change, isShared } = useInputs(query);
  const settled = useSettled(inputs, pause);
  const imageTags = useImageTags(inputs.image);
  const pasted = useMemo(() => readTags(settled.tags), [settled.tags]);
  const read = useMemo(() => readPolicy(settled), [settled]);
  const listing = useMemo(
    () =>
      settled.image === undefined
        ? { candidates: pasted.candidates, state: 'complete' as const }
        : imageTags.listing,
    [settled.image, pasted, imageTags.listing],
  );
  const { current, allowDown } = settled;
  const minAge = readAge(settled.minAge);
  const judgement = useMemo(
    () =>
      'policy' in read && listing !== undefined && minAge !== undefined
        ? judge(read.policy, listing, current, { now: Date.now(), allowDown, minAge })
        : undefined,
    [read, listing, current, allowDown, minAge],
  );

  const { binding } = imageTags;
  useEffect(() => {
    if (inputs.image?.givesRule !== true || binding === undefined) return;
    const { imageId } = inputs.image;
    const { rule, current: held, configRepo, id } = binding;
    change({
      policy: rule?.policy ?? '',
      filters: rule?.filters.join('\n') ?? '',
      suffix: rule?.suffix ?? '',
      current: held ?? '',
      allowDown: rule?.allowDown ?? false,
      minAge: writeAge(rule?.minAge ?? 0),
      tags: '',
      image: { imageId, configRepo, binding: id },
    });
  }, [inputs, binding, change]);

  return (
    <>
      <PageHeading
        title="Policy playground"
        about="Try a tag policy on tags: the verdicts are those of the service. Nothing is written anywhere."
      >
        <span class="share">
          {isShared ? 'Link to this' : 'Link without the tags: they are too many for one'}
          <CopyButton text={location.href} what="the link" />
        </span>
      </PageHeading>
      <div class="playground">
        <div class="playground-inputs">
          <RuleForm inputs={inputs} faults={'faults' in read ? read.faults : []} onChange={change} />
          <TagsForm
            inputs={inputs}
            imageTags={imageTags}
            count={pasted.candidates.length}
            badLines={pasted.badLines}
            onChange={change}
          />
        </div>
        <Verdicts judgement={judgement} hasFaults={'faults' in read || minAge === undefined} />
      </div>
    </>
  );
}

interface InputsPart {
  readonly inputs: Inputs;
  readonly change: (inputs: Inputs) => void;
  /** Whether the address carries everything. */
  readonly isShared: boolean;
}

/** Keeps the inputs in the address, and follows the address when it changes otherwise. */
function useInputs(query: URLSearchParams): InputsPart {
  const [inputs, change] = useState<Inputs>(() => readInputs(query) ?? example);
  const settled = useSettled(inputs, pause);
  const shared = useMemo(() => writeInputs(settled), [settled]);
  const written = useRef(query.toString());
  const address = query.toString();

  useEffect(() => {
    written.current = shared.query;
    replacePlace({ page: 'playground' }, new URLSearchParams(shared.query));
  }, [shared]);
  useEffect(() => {
    if (address === written.current) return;
    written.current = address;
    change(readInputs(new URLSearchParams(address)) ?? example);
  }, [address]);

  return { inputs, change, isShared: shared.isWhole };
}
