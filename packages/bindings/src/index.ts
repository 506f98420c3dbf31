export { bind, dialectNames, wantedKinds } from './bind.ts';
export type { Binding, BindingOptions, BindingTable, Freeze, Hold, Source, WriteBack } from './binding.ts';
export type { DialectName } from './dialect-name.ts';
export {
  type InOurDialect,
  inOurDialect,
  printAnnotations,
  printComment,
  type SaidOption,
} from './dialects/automator/say-binding.ts';
export { type BindingProblem, type BindingProblemCode, bindingProblemCodes } from './problem.ts';
