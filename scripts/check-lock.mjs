// Checks what must hold of the dependencies: the lock is complete and names no registry, every version is exact,
// and docs/dependencies.md says of each direct dependency why it is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingOptional, readLock } from './lock-file.mjs';
import { root } from './run-command.mjs';

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];

const manifests = findManifests();
const ours = new Set(manifests.map(({ content }) => content.name));
const direct = manifests.flatMap(({ path, content }) =>
  KINDS.flatMap((kind) =>
    Object.entries(content[kind] ?? {}).map(([name, version]) => ({ path, name, version })),
  ),
);
const problems = [...checkPins(), ...checkLock(readLock()), ...checkDocs()];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function checkPins() {
  return direct
    .filter(({ version }) => !EXACT.test(version))
    .map(({ path, name, version }) => `${path}: ${name} is "${version}"; write the exact version`);
}

function checkLock(lock) {
  const missing = missingOptional(lock);
  const resolved = Object.entries(lock.packages).filter(([, { resolved }]) =>
    /^\w+:\/\//.test(resolved ?? ''),
  );
  return [
    ...missing.map(
      ({ by, name }) => `package-lock.json: ${name}, which ${by} wants, is missing; run "npm run lock"`,
    ),
    ...resolved.map(([path]) => `package-lock.json: ${path} has an address ("resolved"); take it out`),
  ];
}

/** Each row of the page begins with the dependency's name: "| `name` | why |". */
function checkDocs() {
  const page = 'docs/dependencies.md';
  const rows = readFileSync(join(root, page), 'utf8').matchAll(/^\| `([^`]+)` \|/gm);
  const explained = new Set([...rows].map(([, name]) => name));
  const used = new Set(direct.map(({ name }) => name).filter((name) => !ours.has(name)));
  return [
    ...[...used].filter((name) => !explained.has(name)).map((name) => `${page}: say why ${name} is needed`),
    ...[...explained]
      .filter((name) => !used.has(name))
      .map((name) => `${page}: ${name} is not used any more`),
  ];
}

function findManifests() {
  const workspaces = readManifest('package.json').content.workspaces.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const folder = pattern.slice(0, -2);
    return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  });
  const paths = ['package.json', ...workspaces.map((folder) => `${folder}/package.json`)];
  return paths.filter((path) => existsSync(join(root, path))).map(readManifest);
}

function readManifest(path) {
  return { path, content: JSON.parse(readFileSync(join(root, path), 'utf8')) };
}
