/** A Deployment and a Service in one file, as a tutorial writes them. */
export function deployment(
  image: string,
  options: { name?: string; annotations?: readonly string[] } = {},
): string {
  const { name = 'helloworld', annotations = ['automator/tag: semver:^1.0'] } = options;
  const noted =
    annotations.length === 0 ? '' : `  annotations:\n${annotations.map((line) => `    ${line}\n`).join('')}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${noted}spec:
  replicas: 1   # one is enough
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
      - name: ${name}
        image: ${image}
        ports:
        - containerPort: 8080
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
