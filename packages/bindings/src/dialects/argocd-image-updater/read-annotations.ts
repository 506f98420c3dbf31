import { entriesOf, type Spot, textOf } from '../../resource-body/spot.ts';
import type { Application } from './application.ts';
import { parseImageIdentifier } from './image-identifier.ts';
import type { Fault, ImageSettings, Settings } from './settings.ts';

const prefix = 'argocd-image-updater.argoproj.io/';

/** The settings of one image, by the name that follows its alias. */
const imageOptions = {
  'update-strategy': 'updateStrategy',
  'allow-tags': 'allowTags',
  'ignore-tags': 'ignoreTags',
  platforms: 'platforms',
  'kustomize.image-name': 'kustomizeName',
  'helm.image-name': 'helmName',
  'helm.image-tag': 'helmTag',
  'helm.image-spec': 'helmSpec',
} as const satisfies Readonly<Record<string, keyof ImageSettings>>;

/** Those that can also stand without an alias, for every image of the Application. */
const wideOptions: readonly string[] = ['update-strategy', 'allow-tags', 'ignore-tags'];

/** Known, and without effect here: credentials are the operator's, and Git says what is deployed. */
const idleOptions: readonly string[] = ['force-update', 'pull-secret'];

/** Settings of the whole Application. */
const applicationOptions: readonly string[] = [
  'image-list',
  'write-back-method',
  'write-back-target',
  'git-branch',
  'git-repository',
];

/** What an Application's annotations say; `undefined` where there are none for the tool. */
export function readAnnotations(application: Application): Settings | undefined {
  const written = new Map(
    entriesOf(application.annotations).flatMap(([key, spot]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), spot] as const] : [],
    ),
  );
  const list = written.get('image-list');
  const [first] = written.values();
  if (first === undefined) return undefined;
  if (list === undefined) {
    const message = 'there are options here but no image-list; add it, or remove them';
    return { images: [], faults: [{ code: 'no-policy', message, at: first }] };
  }
  const images = (textOf(list) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => imageSettings(item, list, written));
  const pick = (key: string) => written.get(key);
  const [method, target, branch] = ['write-back-method', 'write-back-target', 'git-branch'].map(pick);
  return {
    images,
    ...(method && { method }),
    ...(target && { target }),
    ...(branch && { branch }),
    faults: [...written].flatMap(([key, spot]) => optionFault(key, spot, images)),
  };
}

function imageSettings(item: string, list: Spot, written: ReadonlyMap<string, Spot>): ImageSettings {
  const alias = parseImageIdentifier(item)?.alias ?? item.replace(/[:@][^/]*$/su, '');
  const key = alias.replaceAll('/', '_');
  const settings = Object.entries(imageOptions).flatMap(([option, name]) => {
    const spot =
      written.get(`${key}.${option}`) ?? (wideOptions.includes(option) ? written.get(option) : undefined);
    return spot === undefined ? [] : [[name, spot] as const];
  });
  return { alias, identifier: item, writtenAt: list, ...Object.fromEntries(settings) };
}

/** An option that is not known, or not named rightly, may be one that narrows: nothing of the Application moves. */
function optionFault(key: string, spot: Spot, images: readonly ImageSettings[]): readonly Fault[] {
  const fault = (code: Fault['code'], message: string): readonly Fault[] => [
    { code, message: `${prefix}${key}: ${message}`, at: spot },
  ];
  if (textOf(spot) === undefined) {
    return fault(
      'bad-value',
      'the value is no text, and Kubernetes refuses such an annotation; put it in quotes',
    );
  }
  if (applicationOptions.includes(key) || wideOptions.includes(key) || idleOptions.includes(key)) return [];
  const option = [...Object.keys(imageOptions), ...idleOptions].find((known) => key.endsWith(`.${known}`));
  if (option === undefined) return fault('unknown-key', 'there is no such option; correct or remove it');
  const alias = key.slice(0, -option.length - 1);
  const aliases = images.map((image) => image.alias.replaceAll('/', '_'));
  if (aliases.includes(alias)) return [];
  const known = aliases.length === 0 ? 'it lists none' : `it has ${aliases.join(', ')}`;
  return fault('unknown-container', `image-list has no alias ${JSON.stringify(alias)}; ${known}`);
}
