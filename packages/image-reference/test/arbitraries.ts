import fc from 'fast-check';

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const component = fc.stringMatching(/^[a-z0-9]{1,6}(?:(?:_|__|-{1,3})[a-z0-9]{1,6}){0,2}$/);
// Only the last component may hold a dot: a first one with a dot would be a host.
const lastComponent = fc.stringMatching(/^[a-z0-9]{1,6}(?:(?:[._]|__|-{1,3})[a-z0-9]{1,6}){0,2}$/);

export const tags: fc.Arbitrary<string> = fc.stringMatching(/^\w[\w.-]{0,30}$/);

export const digests: fc.Arbitrary<string> = fc.oneof(
  hex(64).map((digits) => `sha256:${digits}`),
  hex(96).map((digits) => `sha384:${digits}`),
  hex(128).map((digits) => `sha512:${digits}`),
);

const hosts = fc.oneof(
  fc.constantFrom(
    'docker.io',
    'index.docker.io',
    'registry-1.docker.io',
    'localhost',
    'ghcr.io',
    'REG',
    '[::1]',
  ),
  fc.stringMatching(/^[a-z0-9]{1,5}(?:-[a-z0-9]{1,3})?\.[a-z]{2,3}$/),
);
const registries = fc
  .tuple(hosts, fc.option(fc.nat(65_535)))
  .map(([host, port]) => (port === null ? `${host}/` : `${host}:${port}/`));

/** Names as people write them, with and without a registry. */
export const names: fc.Arbitrary<string> = fc
  .tuple(fc.option(registries, { nil: '' }), fc.array(component, { maxLength: 2 }), lastComponent)
  .map(([registry, path, last]) => registry + [...path, last].join('/'));

export const versions: fc.Arbitrary<{ tag?: string; digest?: string }> = fc
  .tuple(fc.option(tags), fc.option(digests))
  .map(([tag, digest]) => ({ ...(tag === null ? {} : { tag }), ...(digest === null ? {} : { digest }) }));
