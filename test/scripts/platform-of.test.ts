import { expect, test } from 'vitest';

const script: { platformOf(name: string): unknown } = await import(
  new URL('../../scripts/platform-of.mjs', import.meta.url).href
);

const good = [
  ['@biomejs/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
  ['@biomejs/cli-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
  ['@oxc-parser/binding-linux-riscv64-gnu', { os: ['linux'], cpu: ['riscv64'], libc: ['glibc'] }],
  ['@oxc-parser/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'] }],
  ['@oxc-parser/binding-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
  ['@turbo/windows-64', { os: ['win32'], cpu: ['x64'] }],
] as const;

test.each(good)('%s says its platform', (name, platform) => {
  expect(script.platformOf(name)).toEqual(platform);
});

test.each(['yaml', 'fsevents', '@scope/linux', '@rolldown/binding-wasm32-wasi'])('%s says none', (name) => {
  expect(script.platformOf(name)).toBeUndefined();
});
