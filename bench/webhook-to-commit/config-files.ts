/** What the generated config repo holds. */
export interface ConfigFilesOptions {
  /** A multiple of four. */
  readonly count: number;
  /** The registry that the images are on, such as `127.0.0.1:5000`. */
  readonly registryHost: string;
}

/** The image that moves, without its registry. */
export const movingImage = 'team/moving';
/** All other images that are bound, each in several files. */
export const restingImages: readonly string[] = Array.from({ length: 60 }, (_, at) => `team/resting-${at}`);
/** The tag that every image has at first. */
export const firstTag = '1.0.0';

/** About 10 kB each, as manifests with a script, a dashboard or a schema in them are. */
const fileLength = 9_900;
/** Of the files with an image, one in so many has a binding. */
const boundEvery = 8;

/**
 * Files in `clusters/<5>/<20>/<N>/`, four a folder: one Deployment and three files without an image, one of which
 * has the word in it and so must be parsed to know. The same count gives the same bytes every time.
 */
export function configFiles({ count, registryHost }: ConfigFilesOptions): Readonly<Record<string, string>> {
  const words = wordSource();
  const files: Record<string, string> = {};
  for (let folder = 0; folder < count / 4; folder += 1) {
    const name = nameOf(folder);
    const at = folderOf(folder);
    const moves = folder === movingFolder(count);
    const bound = moves || folder % boundEvery === 0;
    const image = moves ? movingImage : restingImages[Math.floor(folder / boundEvery) % restingImages.length];
    const reference = `${registryHost}/${image}:${firstTag}`;
    files[`${at}/deployment.yaml`] = filled(deployment(name, reference, bound), words);
    files[`${at}/service.yaml`] = filled(service(name), words);
    files[`${at}/dashboard.yaml`] = filled(
      `${configMap(`${name}-dashboard`)}  query: rate(image_pulls)\n`,
      words,
    );
    files[`${at}/settings.yaml`] = filled(configMap(`${name}-settings`), words);
  }
  return files;
}

/** The one file that binds `movingImage`. */
export function movingFile(count: number): string {
  return `${folderOf(movingFolder(count))}/deployment.yaml`;
}

function movingFolder(count: number): number {
  return Math.floor(count / 8);
}

function folderOf(folder: number): string {
  return `clusters/region-${folder % 5}/team-${Math.floor(folder / 5) % 20}/${nameOf(folder)}`;
}

function nameOf(folder: number): string {
  return `app-${String(folder).padStart(5, '0')}`;
}

function deployment(name: string, image: string, bound: boolean): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${bound ? '  annotations:\n    automator/tag: semver:^1.0\n' : ''}spec:
  replicas: 2   # one for each zone
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
${configMap(`${name}-scripts`)}`;
}

function service(name: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: {app: ${name}}
  ports:
    - port: 80
      targetPort: 8080
---
${configMap(`${name}-notes`)}`;
}

function configMap(name: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data:
`;
}

/** Entries of `data:` until the file has its length. */
function filled(start: string, words: () => string): string {
  const lines: string[] = [];
  for (let length = start.length; length < fileLength; ) {
    const line = `  key-${lines.length}: ${words()} ${words()} ${words()} ${words()} ${words()}\n`;
    lines.push(line);
    length += line.length;
  }
  return start + lines.join('');
}

/** Words that compress as text does: the numbers of a linear congruential generator (Numerical Recipes). */
function wordSource(): () => string {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 12).toString(36);
  };
}
