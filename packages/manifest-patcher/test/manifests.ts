/** Strip the indentation that a template literal has in the code: that of its first line. */
export function yaml(strings: TemplateStringsArray): string {
  const text = String.raw(strings).replace(/^\n/, '');
  const indent = /^ */.exec(text)?.[0] ?? '';
  return text.replaceAll(new RegExp(`^${indent}`, 'gm'), '').replace(/ +$/, '');
}

/** A manifest as people write them: two documents, comments, several containers. */
export const shop: string = yaml`
  # The shop.
  apiVersion: v1
  kind: Service
  metadata: {name: web}
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
    namespace: shop
    annotations:
      automator/tag: semver:^1.4
      automator/tag.migrate: "semver:~2.1"
      example.com/other: x
  spec:
    template:
      spec:
        initContainers:
        - name: migrate
          image: 'ghcr.io/acme/migrate:2.1.0'
        containers:
          - name: web
            image: ghcr.io/acme/web:1.4.2   # automator: semver:^1.4 group=shop
            ports: [{containerPort: 80}]
          - image: "nginx"
            name: proxy
  `;

/** A Deployment with one container whose image is written like this. */
export function deployment(image: string): string {
  return yaml`
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
    spec:
      template:
        spec:
          containers:
            - name: web
              image: IMAGE
    `.replace('IMAGE', () => image);
}
