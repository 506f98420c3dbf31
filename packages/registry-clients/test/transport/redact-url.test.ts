import { expect, it } from 'vitest';
import { redactUrl } from '../../src/transport/redact-url.ts';

it.each([
  ['https://user:word@s3.example.com/a/b?X-Amz-Signature=abc#frag', 'https://s3.example.com/a/b'],
  ['http://127.0.0.1:5000/token', 'http://127.0.0.1:5000/token'],
])('shows %s as %s', (url, shown) => {
  expect(redactUrl(new URL(url))).toBe(shown);
});

it('shortens what is too long', () => {
  expect(redactUrl(new URL(`https://a.example/${'x'.repeat(5000)}`))).toHaveLength(201);
});
