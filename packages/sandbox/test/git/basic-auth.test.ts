import { expect, test } from 'vitest';
import { carriesCredentials } from '../../src/git/basic-auth.ts';

const credentials = { username: 'automator', password: 'p:w ä' };
const encode = (text: string) => Buffer.from(text).toString('base64');

test.each([`Basic ${encode('automator:p:w ä')}`, `basic  ${encode('automator:p:w ä')}`])(
  '%s fits',
  (header) => {
    expect(carriesCredentials(header, credentials)).toBe(true);
  },
);

test.each([
  undefined,
  '',
  'Basic',
  'Basic !!',
  `Bearer ${encode('automator:p:w ä')}`,
  `Basic ${encode('automator:p')}`,
  `Basic ${encode('automator')}`,
  `Basic ${encode('other:p:w ä')}`,
])('%s does not fit', (header) => {
  expect(carriesCredentials(header, credentials)).toBe(false);
});
