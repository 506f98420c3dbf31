/** Keys under which `image` means something else, or a copy that nothing is deployed from. */
export const otherMeanings: ReadonlyMap<string, string> = new Map([
  ['status', 'what the cluster reports back'],
  ['rbd', "a block device in Ceph's store"],
  ['labels', 'a label is free text'],
  ['matchLabels', 'a label is free text'],
  ['selector', 'a label is free text'],
  ['nodeSelector', 'a label is free text'],
  ['kubectl.kubernetes.io/last-applied-configuration', 'a copy that kubectl keeps'],
]);

/** Kinds whose `image` keys mean something else, in any API group and version. */
export const otherKinds: ReadonlyMap<string, string> = new Map([
  [
    'CustomResourceDefinition',
    "the schema of a kind: its `image` describes a field, its defaults are the operator's",
  ],
  ['ImageRepository', 'the name of an image to watch; no version is deployed from it'],
  ['ImagePolicy', 'says which tags count'],
  ['ImageUpdateAutomation', 'says what to write where'],
  ['Warehouse', 'the name of an image to watch (Kargo)'],
  ['Freight', 'a record of what was found (Kargo)'],
  ['Stage', 'says which images to update (Kargo)'],
  ['ImageStreamTag', 'a record of what was imported (OpenShift)'],
  ['Secret', "its data is encoded, and is nobody else's business"],
  ['SealedSecret', 'its data is encrypted'],
  ['PodStatusResult', 'what the cluster reports back'],
  ['Node', 'what the cluster reports back'],
  ['Droplet', "a virtual machine's disk"],
  ['VolumeSnapshot', "a volume's copy"],
]);

/** Cluster API: the image of a machine is a disk, but where the machine is itself a container (`DockerMachine`). */
export function isMachine(kind: string): boolean {
  return /(?:Machine|MachineTemplate|MachinePool|MachineClass)$/.test(kind) && !kind.startsWith('Docker');
}
