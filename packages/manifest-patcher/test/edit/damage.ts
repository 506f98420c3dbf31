/** What other tools are known to spoil when they change one image, and what is to come out of such a file here. */
export interface DamageCase {
  readonly name: string;
  /** The file, with each change marked: `«before→after»`. */
  readonly text: string;
  /** What the images move to; by default tag `2`. */
  readonly to?: { readonly tag: string; readonly digest?: string };
  /** Codes of the refusals; by default none. */
  readonly refused?: readonly string[];
}

/** The file before and after. */
export function beforeAndAfter({ text }: DamageCase): readonly [string, string] {
  const mark = /«([^→]*)→([^»]*)»/gsu;
  return [text.replace(mark, '$1'), text.replace(mark, '$2')];
}

const pod = 'kind: Pod\nspec:\n  containers:\n  - name: a\n    image: «web:1→web:2»';
const marker = '# {"$imagepolicy": "flux-system:web"}';

/** Tools that write the whole file anew from a tree of nodes. */
export const rewritten: readonly DamageCase[] = [
  { name: 'document start at the top', text: `---\n${pod} ${marker}\n` },
  { name: 'document end', text: `${pod}\n...\n` },
  { name: 'byte order mark', text: `\ufeff${pod}\n` },
  {
    name: 'blank lines',
    text: `\n\nkind: Pod\n\nmetadata:\n  name: a\n\n\nspec:\n\n  containers:\n\n  - image: «web:1→web:2»\n\n    # about x\n    x: 1\n\n\n`,
  },
  {
    name: 'indentation by four',
    text: 'kind: Pod\nspec:\n    containers:\n        - name: a\n          image: «web:1→web:2»\n',
  },
  {
    name: 'two styles of lists',
    text: 'kind: Pod\nspec:\n  a:\n    - 1\n    - 2\n  b:\n  - 1\n  containers:\n  - image: «web:1→web:2»\n',
  },
  {
    name: 'indentation of every kind',
    text: 'kind: Pod\na:\n -   1\n -\n    b: 2\nspec:\n       containers:\n         -   image: «web:1→web:2»\n             x: 1\n',
  },
  {
    name: 'aligned comments and values',
    text: `kind: Pod      # one\nlonger: 2      # two\nkey:    spaced\nspec:\n  containers:\n  - image: «web:1→web:2»    ${marker}\n#top\n   #odd\n    x : 1\n`,
  },
  {
    name: 'scalars over several lines',
    text: `${pod}\nplain: a very long plain scalar that goes on and\n  continues on the next line\nquoted: "first line\n    second line"\nescaped: "a\\\n  b"\n`,
  },
  {
    name: 'folded text',
    text: `${pod}\nfolded: >\n  this is folded\n  text with lines\n\n  and a blank\nfolded2: >-\n  aaa bbb ccc ddd eee fff ggg hhh iii jjj kkk lll mmm nnn ooo ppp qqq rrr sss ttt uuu vvv www xxx\n`,
  },
  {
    name: 'folded text with a line that is indented more',
    text: `${pod}\nfolded: >-\n  {\n    "k": "v"\n  }\nx: 1\n`,
  },
  { name: 'literal text with spaces at the end of lines', text: `x: |\n  line one   \n  line two\n${pod}\n` },
  { name: 'literal text that begins with a blank line', text: `x: |\n\n  leading blank\n${pod}\n` },
  {
    name: 'literal text with tabs and other letters',
    text: `x: |\n  \tindented\n  tab\there \n  é x\n  \n  end\n${pod}\n`,
  },
  {
    name: 'literal text with an indicator',
    text: `t: |2\n    leading spaces\n  end\nk: |+\n  keep\n\n${pod}\n`,
  },
  { name: 'CRLF', text: `${pod} ${marker}\nx: 1\n`.replaceAll('\n', '\r\n') },
  { name: 'mixed line ends', text: `${pod} ${marker}\r\nx: 1\ny: 2\r\n` },
  { name: 'no newline at the end', text: pod },
  { name: 'merge keys', text: `base: &base\n  a: 1\nd:\n  <<: *base\n  b: 2\n${pod}\n` },
  {
    name: 'letters and escapes in quotes',
    text: `a: "😀 \\u00e9 \\x41"\nb: 'it''s'\nc: "tab\\there"\n${pod}\n`,
  },
  { name: 'complex keys', text: `? a\n: 1\n? [b, c]\n: 2\n"quoted" : 3\n${pod}\n` },
  {
    name: 'documents of comments',
    text: `# a header\n---\n${pod}\n---\n# only a comment\n--- # after the mark\nkind: Pod\nmetadata: {name: z}\n# the end\n`,
  },
  { name: 'empty annotations', text: `${pod}\nmetadata:\n  annotations: {}\n` },
  {
    name: 'a List',
    text: 'kind: List\nitems:\n- kind: Pod\n  spec:\n    containers:\n    - image: «web:1→web:2»\n- kind: Pod\n  metadata: {name: b}\n',
  },
  { name: 'a sequence at the top', text: '- name: a\n  image: «web:1→web:2» # x\n- b\n' },
  {
    name: 'text and a tag behind the document mark',
    text: 'a: 1\n--- !foo\nkind: Pod\nspec:\n  containers:\n  - image: «web:1→web:2»\n',
  },
  { name: 'duplicate keys elsewhere', text: `${pod}\na: 1\na: 2\n` },
  {
    name: 'a value in a flow mapping',
    text: 'kind: Pod\nspec: { containers: [ {image: «web:1→web:2», a: [1,2,  3] }, ] } # x\n',
  },
  { name: 'a marker with other text', text: `${pod} ${marker} keep in sync\n` },
  {
    name: 'comments above the value',
    text: 'kind: Pod\nspec:\n  containers:\n  # c1\n\n  # c2\n  - # c3\n    image: «web:1→web:2»\n    # tail\n  # outer\n# outermost\nx: 1\n',
  },
  {
    name: 'quotes on the value itself',
    text: `kind: Pod\nspec:\n  containers:\n  - image: 'web:«1→2»'\n  - image: "web:«1→2»"   # x\n`,
  },
  {
    name: 'octal, large and odd numbers',
    text: `mode: 0755\nbig: 12345678901234567890\nf: 1e3\nhex: 0x1F\ninf: .inf\nplus: +12\n${pod}\n`,
  },
  { name: 'nulls and empty values', text: `a:\nb: ~\nc: {}\nd: []\ne: ""\n${pod}\n` },
  { name: 'tagged values', text: `a: !!str 123\nb: !!binary aGk=\nc: !custom {x: 1}\n${pod}\n` },
  { name: 'directives', text: `%YAML 1.1\n%TAG ! tag:example.com,2000:\n--- # x\n${pod}\n` },
  { name: 'very long lines', text: `a: "${'word '.repeat(60)}"\nb: ${'x'.repeat(300)} y\n${pod}\n` },
  { name: 'tabs before comments', text: `a: 1\t# tab\nb:\t2\t\n${pod}\t# tab\n` },
  { name: 'keys with dots', text: `${pod}\nimage.tag: 1\nannotations:\n  a.b/c: "1"\n` },
];

/** Tools that cut the line, or write a value without looking at what stands around it. */
export const cutOut: readonly DamageCase[] = [
  {
    name: 'an inline comment',
    text: `image:\n  repository: web\n  tag: «v1→v2» ${marker}\n`,
    to: { tag: 'v2' },
  },
  { name: 'quotes and a comment', text: 'image:\n  repository: web\n  tag: "«v1→2»" # c\n' },
  { name: 'single quotes', text: "image:\n  repository: web\n  tag: '«1.20→1.21»'\n", to: { tag: '1.21' } },
  {
    name: 'a flow mapping',
    text: 'image: {repository: nginx, tag: «v1.0.0→v2.0.0», pullPolicy: Always}\n',
    to: { tag: 'v2.0.0' },
  },
  {
    name: 'two values on one line',
    text: 'a: {image: {repository: x, tag: «v1→v2»}, b: {image: {repository: y, tag: «v1→v2»}}}\n',
    to: { tag: 'v2' },
  },
  {
    name: 'an anchored value that others use',
    text: 'image:\n  repository: web\n  tag: &t v1\nother: *t\n',
    refused: ['aliased'],
  },
  {
    name: 'an anchored value that nobody uses',
    text: 'image:\n  repository: web\n  tag: &t «v1→v2» # x\n',
    to: { tag: 'v2' },
  },
  { name: 'an empty tag', text: 'image:\n  repository: web\n  tag:«→ v2»\n', to: { tag: 'v2' } },
  {
    name: 'an empty tag before a comment',
    text: 'image:\n  repository: web\n  tag: «→v2 »# c\n',
    to: { tag: 'v2' },
  },
  {
    name: 'a folded tag',
    text: 'image:\n  repository: web\n  tag: >-\n    «v1→v2»\nx: 1\n',
    to: { tag: 'v2' },
  },
  {
    name: 'a folded tag with CRLF',
    text: 'image:\r\n  repository: web\r\n  tag: >- # x\r\n    «v1→v2»\r\nx: 1\r\n',
    to: { tag: 'v2' },
  },
  {
    name: 'CRLF around a tag',
    text: 'image:\r\n  repository: web\r\n  tag: «v1→v2»\r\nx: 1\r\n',
    to: { tag: 'v2' },
  },
  {
    name: 'a tag at the end of the file',
    text: 'image:\n  repository: web\n  tag: «v1→v2»',
    to: { tag: 'v2' },
  },
  {
    name: 'the second of two documents',
    text: 'a: 1\n---\nimage:\n  repository: web\n  tag: «v1→v2»\n',
    to: { tag: 'v2' },
  },
  {
    name: 'other letters before the value',
    text: 'image: {"日本": x, repository: web, tag: «v1→v2»}\n',
    to: { tag: 'v2' },
  },
  {
    name: 'entries that are not in the order of the alphabet',
    text: 'kind: Kustomization\nimages:\n  # database, do not touch\n  - name: zoo/db # z\n    newTag: «v1→v2» # x\n    unknown: kept\n\n  # the web\n  - name: app/web\n    newName: app/web2\n    newTag: "«v1→v2»" # {"bump": "auto"}\n',
    to: { tag: 'v2' },
  },
  {
    name: 'a quoted repository beside a plain tag',
    text: 'image:\n  repository: "ghcr.io/acme/web"\n  tag: «v1→v2»\n\n\nb: 1     # one\n---\nc: 1\n',
    to: { tag: 'v2' },
  },
  {
    name: '1.10 beside 1.1',
    text: 'image:\n  repository: web\n  tag: "«1.1→1.10»" # 1.1\nother: 1.1\n',
    to: { tag: '1.10' },
  },
  ...[
    'on',
    '2026-01-01',
    '0x1234567',
    '0o17',
    '012e4567',
    '1.21',
    '20240101',
    '5432e10',
    '012',
    'null',
    '1_000',
    'y',
  ].map((tag) => ({
    name: `the tag ${tag}, which is no string without quotes`,
    text: `image:\n  repository: web\n  tag: «v1→"${tag}"» # c\n`,
    to: { tag },
  })),
];
