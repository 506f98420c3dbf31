export { type FieldHistory, type FieldValue, sameVersion, versionOf } from './field-history.ts';
export { fieldKey, findField } from './field-key.ts';
export { holdByKey } from './hold-by-key.ts';
export { type DerivedHold, type Judgement, type JudgeQuestion, judgeHistory } from './judge-history.ts';
export { type OurTrailer, printOurTrailer, readOurTrailers, tellsOurMove } from './our-trailer.ts';
export { isReleaseOf, type Release, readReleases } from './release.ts';
export {
  freezeEdits,
  holdEdits,
  isHeldHere,
  type NamedField,
  releaseEdits,
  rulesFile,
  unfreezeEdits,
  type Word,
} from './rules-entries.ts';
