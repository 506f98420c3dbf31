/** A quarter of the files are manifests with an image, in folders of four, twenty folders to a folder above. */
export function configFiles(count: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let folder = 0; folder < count / 4; folder += 1) {
    const at = folderOf(folder);
    files[`${at}/deployment.yaml`] = deployment(folder);
    for (const name of ['service', 'settings', 'notes']) files[`${at}/${name}.yaml`] = settings(name, folder);
  }
  return files;
}

/** The first so many manifests with an image, spread over the repository. */
export function manifests(count: number, files: number): readonly string[] {
  const step = Math.floor(files / 4 / count);
  return Array.from({ length: count }, (_, at) => `${folderOf(at * step)}/deployment.yaml`);
}

function folderOf(folder: number): string {
  return `clusters/area-${Math.floor(folder / 400)}/team-${Math.floor(folder / 20) % 20}/app-${folder}`;
}

function deployment(at: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${at}
spec:
  template:
    spec:
      containers:
        - name: app
          image: registry.example/team/app-${at}:1.0.0   # what runs
${lines(at, 40)}`;
}

function settings(name: string, at: number): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-${at}\ndata:\n${lines(at + name.length, 40)}`;
}

/** Comments that differ from file to file, about 2 kB. */
function lines(seed: number, count: number): string {
  let state = seed + 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return `# ${state.toString(36)} ${(state >>> 5).toString(36)} the quick brown fox jumps\n`;
  }).join('');
}
