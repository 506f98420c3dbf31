import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../../src/auth/challenge.ts';

const read = (header: string | undefined) =>
  parseChallenges(header).map(({ scheme, parameters }) => ({ scheme, ...Object.fromEntries(parameters) }));

const readable: readonly (readonly [string, readonly object[]])[] = [
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:docker/docker:pull"',
    [
      {
        scheme: 'bearer',
        realm: 'https://auth.docker.io/token',
        service: 'registry.docker.io',
        scope: 'repository:docker/docker:pull',
      },
    ],
  ],
  ['Basic realm="GitHub Package Registry"', [{ scheme: 'basic', realm: 'GitHub Package Registry' }]],
  ['BaSiC ReAlM="Case insensitive key"', [{ scheme: 'basic', realm: 'Case insensitive key' }]],
  ['Basic realm=unquoted', [{ scheme: 'basic', realm: 'unquoted' }]],
  ['Basic realm=/', [{ scheme: 'basic', realm: '/' }]],
  ['Basic realm="Dev", charset="UTF-8"', [{ scheme: 'basic', realm: 'Dev', charset: 'UTF-8' }]],
  [
    'Bearer realm="https://auth.example.com/token",service="registry.example.com",other=fun,slashed="he\\"\\l\\lo"',
    [
      {
        scheme: 'bearer',
        realm: 'https://auth.example.com/token',
        service: 'registry.example.com',
        other: 'fun',
        slashed: 'he"llo',
      },
    ],
  ],
  [
    'Bearer realm="https://auth.docker.io/token", service="registry.docker.io", scope="repository:docker/docker:pull", Basic realm="GitHub Package Registry"',
    [
      {
        scheme: 'bearer',
        realm: 'https://auth.docker.io/token',
        service: 'registry.docker.io',
        scope: 'repository:docker/docker:pull',
      },
      { scheme: 'basic', realm: 'GitHub Package Registry' },
    ],
  ],
  [
    'Bearer realm="https://a.example/t",scope="repository:a:pull,push"',
    [{ scheme: 'bearer', realm: 'https://a.example/t', scope: 'repository:a:pull,push' }],
  ],
  ['Basic', [{ scheme: 'basic' }]],
  ['Negotiate, Basic realm="x"', [{ scheme: 'negotiate' }, { scheme: 'basic', realm: 'x' }]],
  ['NTLM TlRMTVNTUAAB==, Basic realm="x"', [{ scheme: 'ntlm' }, { scheme: 'basic', realm: 'x' }]],
  ['Basic realm = "spaced" , charset = "UTF-8"', [{ scheme: 'basic', realm: 'spaced', charset: 'UTF-8' }]],
  [', ,Basic realm="empty elements",,', [{ scheme: 'basic', realm: 'empty elements' }]],
  ['Basic realm=""', [{ scheme: 'basic', realm: '' }]],
];

const unreadable: readonly (string | undefined)[] = [
  undefined,
  '',
  'Basic realm="Dev" charset="UTF-8"',
  'Basic realm="unclosed',
  'Basic realm="escaped end\\"',
  '"Basic" realm="x"',
  'Basic realm="x";charset="UTF-8"',
];

describe('parseChallenges', () => {
  it.each(readable)('reads %s', (header, challenges) => {
    expect(read(header)).toEqual(challenges);
  });

  it.each(unreadable)('finds nothing usable in %s', (header) => {
    expect(read(header)).toEqual([]);
  });

  it('ends, and throws nothing, on any text', () => {
    const piece = fc.constantFrom(
      'Basic',
      'Bearer',
      ' ',
      ',',
      '=',
      '"',
      '\\',
      'realm',
      'a:b,c',
      '==',
      '\t',
      '/',
    );
    const header = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    );
    fc.assert(fc.property(header, (text) => Array.isArray(parseChallenges(text))));
  });

  it('gives back every value that was quoted', () => {
    const value = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(value, value, (realm, scope) => {
        const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
        const header = `Bearer realm=${quote(realm)},scope=${quote(scope)}, Basic realm=${quote(scope)}`;
        expect(read(header)).toEqual([
          { scheme: 'bearer', realm, scope },
          { scheme: 'basic', realm: scope },
        ]);
      }),
    );
  });
});
