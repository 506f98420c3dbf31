/** The tag that every generated image has. */
export const firstTag = '1.4.2';

/**
 * A generated config repo: files of about 10 kB, each of four documents of about the same size, one of which holds an
 * image. The same count gives the same bytes every time.
 */
export function* manifestFiles(count: number): Generator<{ readonly path: string; readonly text: string }> {
  const words = wordSource();
  for (let file = 0; file < count; file += 1) {
    const name = `app-${String(file).padStart(5, '0')}`;
    const path = `clusters/region-${file % 5}/team-${Math.floor(file / 5) % 20}/${name}.yaml`;
    const documents = [
      deployment(name, words),
      service(name, words),
      scripts(name, words),
      role(name, words),
    ];
    yield { path, text: documents.join('---\n') };
  }
}

/** One Deployment with that many containers of the same image. */
export function manyContainers(count: number): string {
  const containers = Array.from(
    { length: count },
    (_, at) => `      - name: worker-${at}\n        image: ghcr.io/acme/worker:${firstTag}\n`,
  );
  return `kind: Deployment\nmetadata:\n  name: workers\nspec:\n  template:\n    spec:\n      containers:\n${containers.join('')}`;
}

type Words = (count: number) => string;

function deployment(name: string, words: Words): string {
  const variables = lines(
    30,
    (at) => `            - name: SETTING_${at}\n              value: "${words(5)}"\n`,
  );
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
  labels: {app: ${name}, tier: "web"}
  annotations:
    automator/tag: semver:^1.0
spec:
  replicas: 2   # one for each zone
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: ghcr.io/acme/${name}:${firstTag}
          args: ["--port=8080", '--verbose']
          ports:
            - containerPort: 8080
              protocol: TCP
          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits:
              memory: 1Gi
          env:
${variables}`;
}

function service(name: string, words: Words): string {
  const ports = lines(
    35,
    (at) => `    - name: port-${at}\n      port: ${8000 + at}\n      note: ${words(2)}\n`,
  );
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  type: ClusterIP
  selector:
    app: ${name}
  ports:
${ports}`;
}

function scripts(name: string, words: Words): string {
  const script = lines(25, (at) => `    if [ "$${at}" = "${words(2)}" ]; then echo '${words(4)}'; fi\n`);
  const settings = lines(20, (at) => `  key-${at}: ${words(4)}\n`);
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}-scripts
data:
  start.sh: |
    #!/bin/sh
    set -eu

${script}${settings}`;
}

function role(name: string, words: Words): string {
  const rules = lines(
    18,
    () =>
      `  # ${words(4)}\n  - apiGroups: ["", apps]\n    resources: [${words(1)}, ${words(1)}]\n    verbs:\n      - get\n      - list\n`,
  );
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: ${name}
  namespace: shop
rules:
${rules}`;
}

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('');
}

/** Words that compress as text does: the numbers of a linear congruential generator (Numerical Recipes). */
function wordSource(): Words {
  let state = 42;
  const word = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return `w${(state >>> 12).toString(36)}`;
  };
  return (count) => Array.from({ length: count }, word).join(' ');
}
