import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository of the image that a file uses: files share images as environments do. */
export function repositoryOf(owner: string, file: number, images: number): string {
  return `${owner}/app-${file % images}`;
}

/** Writes a folder of Deployments, every one of them with a policy. */
export function writeConfigFolder(
  dir: string,
  { owner, files, images, host }: { owner: string; files: number; images: number; host: string },
): void {
  for (let file = 0; file < files; file++) {
    const folder = join(dir, `team-${Math.floor(file / 50)}`);
    mkdirSync(folder, { recursive: true });
    const image = `${host}/${repositoryOf(owner, file, images)}:1.4.0`;
    writeFileSync(join(folder, `app-${file}.yaml`), deployment(`app-${file}`, image));
  }
}

function deployment(name: string, image: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  annotations:
    automator/tag: semver:^1.4
spec:
  replicas: 2
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: web
          image: ${image}
          ports:
            - containerPort: 8080
          resources:
            requests: {cpu: 100m, memory: 128Mi}
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: {app: ${name}}
  ports:
    - port: 80
      targetPort: 8080
`;
}
