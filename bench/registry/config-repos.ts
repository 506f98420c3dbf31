export const imageCount = 200;
export const bindingCount = 1000;
export const repoNames: readonly string[] = ['apps', 'staging', 'production'];

/** The repository of an image, by its number. */
export function imageAt(at: number): string {
  return `acme/app-${String(at % imageCount).padStart(3, '0')}`;
}

/** The bindings dealt out to the config repos, a file each; every image is used in each of them. */
export function filesOf(repo: number, registryHost: string): Record<string, string> {
  const own = Array.from({ length: bindingCount }, (_, at) => at).filter(
    (at) => Math.floor(at / imageCount) % repoNames.length === repo,
  );
  return Object.fromEntries(
    own.map((at) => [`app-${at}.yaml`, manifest(at, `${registryHost}/${imageAt(at)}`)]),
  );
}

function manifest(at: number, image: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${at}
  annotations:
    automator/tag: semver:^1
spec:
  template:
    spec:
      containers:
        - name: web
          image: ${image}:1.0.0
`;
}
