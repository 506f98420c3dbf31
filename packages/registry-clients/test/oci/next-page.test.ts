import { describe, expect, it } from 'vitest';
import { nextPage } from '../../src/oci/next-page.ts';
import { RegistryError } from '../../src/registry-error.ts';

const asked = new URL('https://registry.example.com/v2/acme/web/tags/list?n=1000');
const subject = { host: 'registry.example.com', repository: 'acme/web' };
const next = 'https://registry.example.com/v2/acme/web/tags/list?last=b&n=1000';

describe('nextPage', () => {
  it.each([
    '</v2/acme/web/tags/list?last=b&n=1000>; rel="next"',
    '<https://registry.example.com/v2/acme/web/tags/list?last=b&n=1000>; rel="next"',
    '<https://registry.example.com:443/v2/acme/web/tags/list?last=b&n=1000>;rel=next',
    '<http://registry.example.com/v2/acme/web/tags/list?last=b&n=1000>; rel="next"',
    '<//registry.example.com/v2/acme/web/tags/list?last=b&n=1000>; REL="Next"',
    '<list?last=b&n=1000>; title="a, b"; rel="next"',
    '<?last=b&n=1000>; rel="prefetch next"',
    '</v2/x>; rel="prev", </v2/acme/web/tags/list?last=b&n=1000>; rel="next"',
  ])('follows %s', (header) => {
    expect(nextPage(subject, { link: header }, asked)?.href).toBe(next);
  });

  it.each([
    undefined,
    '',
    '</v2/acme/web/tags/list?last=b>; rel="prev"',
    '</v2/acme/web/tags/list?last=b>',
    '</v2/x>; rel="nextish"',
    'rel="next"',
    '</v2/x; rel="next"',
  ])('is at the end with %s', (header) => {
    expect(nextPage(subject, header === undefined ? {} : { link: header }, asked)).toBeUndefined();
  });

  it.each([
    'https://evil.example/v2/acme/web/tags/list?last=b',
    'https://registry.example.com:8443/v2/acme/web/tags/list?last=b',
    '//evil.example/v2/',
    'https://registry.example.com@evil.example/v2/',
  ])('refuses to leave the registry for %s', (target) => {
    const follow = () => nextPage(subject, { link: `<${target}>; rel="next"` }, asked);
    expect(follow).toThrow(RegistryError);
    expect(follow).toThrow(expect.objectContaining({ code: 'refused-link', retriable: false }));
  });

  it('cannot follow what is no URL', () => {
    expect(() => nextPage(subject, { link: '<http://[>; rel="next"' }, asked)).toThrow(
      expect.objectContaining({ code: 'bad-answer' }),
    );
  });
});
