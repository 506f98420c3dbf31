export { bind, dialectNames } from './bind.ts';
export type { Binding, BindingOptions, BindingTable, Source, WriteBack } from './binding.ts';
export type { DialectName } from './dialect-name.ts';
export { type BindingProblem, type BindingProblemCode, bindingProblemCodes } from './problem.ts';
