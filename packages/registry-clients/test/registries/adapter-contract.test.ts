import { adapterContract } from './adapter-contract.ts';

const user = { username: 'automator', password: 'planted-password' };
const known = user;

adapterContract({ kind: 'dockerhub', host: 'docker.io', known, credential: user, newest: 2 });
adapterContract({
  kind: 'quay',
  known,
  credential: { username: '$oauthtoken', password: user.password },
  newest: 1,
});
adapterContract({ kind: 'ghcr', host: 'ghcr.io', known, credential: user, closed: true, newest: 1 });
adapterContract({ kind: 'harbor', known, credential: user, newest: 1 });
adapterContract({ kind: 'gitlab', host: 'registry.gitlab.com', known, credential: user, newest: 2 });
adapterContract({
  kind: 'ecr',
  host: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  known: { username: 'AKIAEXAMPLE', password: user.password },
  credential: {
    username: 'AWS',
    password: user.password,
    aws: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'planted-secret' },
  },
  closed: true,
  newest: 1,
});
// The list comes at once, once the registry has said how to log in.
adapterContract({ kind: 'gar', known, credential: user, newest: 2 });
adapterContract({ kind: 'acr', known, credential: user, newest: 1 });
adapterContract({ kind: 'artifactory', known, credential: user, newest: 1 });
adapterContract({ kind: 'nexus', known, credential: user, newest: 200 });
adapterContract({ kind: 'gitea', known, credential: user, newest: 1, withoutDigests: true });
adapterContract({ kind: 'zot', known, credential: user, newest: 2 });
