export { type Service, type ServiceOptions, startService } from './create-service.ts';
export { planFolder } from './plan-folder.ts';
export { type RunResult, runOnce } from './run-once.ts';
