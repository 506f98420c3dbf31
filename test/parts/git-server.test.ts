import { startSandboxGitServer } from '@deployment-automator/sandbox';
import { startGitHttpBackend } from './git-http-backend.ts';
import { describeGitServer } from './git-server.contract.ts';

describeGitServer("the sandbox's git server", startSandboxGitServer);
describeGitServer('git http-backend', startGitHttpBackend);
