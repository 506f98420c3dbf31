import { describe, expect, it } from 'vitest';
import { signRequest } from '../../../src/credentials/aws/sign-request.ts';

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const request = { url: new URL('https://example.amazonaws.com/'), service: 'service', region: 'us-east-1' };
const now = Date.parse('2015-08-30T12:36:00Z');
const scope = 'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request';

describe('a signed request', () => {
  // The vectors of Amazon's own test suite for version 4.
  it.each([
    ['', {}, 'host;x-amz-date', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'Param1=value1',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'content-type;host;x-amz-date',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
    [
      '',
      { 'my-header1': 'VALUE1' },
      'host;my-header1;x-amz-date',
      'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
    ],
  ])('of "%s" with %o is as Amazon signs it', (body, headers, names, signature) => {
    expect(signRequest({ ...request, headers, body }, keys, now)).toEqual({
      ...headers,
      'x-amz-date': '20150830T123600Z',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${names}, Signature=${signature}`,
    });
  });

  it('carries and signs the token of temporary keys', () => {
    const temporary = { ...keys, sessionToken: 'session' };
    const headers = signRequest({ ...request, headers: {}, body: '' }, temporary, now);
    expect(headers['x-amz-security-token']).toBe('session');
    expect(headers['authorization']).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
  });
});
