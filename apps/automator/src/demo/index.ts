export { type Demo, demoRepository, startDemo } from './start-demo.ts';
export { headOf, showCommit, waitForCommit } from './wait-for-commit.ts';
