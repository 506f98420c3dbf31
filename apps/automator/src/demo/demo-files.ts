/** What a developer would write: a Deployment with its policy as annotations, and a Service. */
export function demoManifest(image: string, annotations: readonly string[] = []): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: helloworld
  annotations:
    automator/tag: semver:^1.0 # every 1.x, never 2.0
${annotations.map((line) => `    ${line}\n`).join('')}spec:
  replicas: 1
  selector:
    matchLabels:
      app: helloworld
  template:
    metadata:
      labels:
        app: helloworld
    spec:
      containers:
        - name: helloworld
          image: ${image}
          ports:
            - containerPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: helloworld
spec:
  selector:
    app: helloworld
  ports:
    - port: 80
      targetPort: 8080
`;
}

/** What an operator would write. */
export function demoConfig(facts: {
  servicePort: number;
  dataDir: string;
  gitUrl: string;
  forge: { apiUrl: string; repository: string; token: string };
  registryHost: string;
  hookSecret: string;
}): string {
  return `listen: 127.0.0.1:${facts.servicePort}
dataDir: ${JSON.stringify(facts.dataDir)}
api: { open: true }
configRepos:
  - name: demo
    url: ${facts.gitUrl}
    writeBack: commit
    forge:
      kind: github
      apiUrl: ${facts.forge.apiUrl}
      repository: ${facts.forge.repository}
      token: ${facts.forge.token}
registries:
  - host: ${facts.registryHost}
    plainHttp: true
webhooks:
  registry:
    distribution: { headers: { authorization: "${facts.hookSecret}" } }
`;
}
