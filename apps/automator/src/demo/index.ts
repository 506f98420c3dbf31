export { type Demo, type DemoPull, demoRepository, startDemo } from './start-demo.ts';
export { headOf, showCommit, waitForCommit } from './wait-for-commit.ts';
