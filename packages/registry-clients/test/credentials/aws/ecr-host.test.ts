import { expect, it } from 'vitest';
import { ecrHost } from '../../../src/credentials/aws/ecr-host.ts';

it.each([
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'eu-west-1', 'https://api.ecr.eu-west-1.amazonaws.com'],
  [
    '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn',
    'cn-north-1',
    'https://api.ecr.cn-north-1.amazonaws.com.cn',
  ],
  [
    '123456789012.dkr.ecr-fips.us-east-1.amazonaws.com',
    'us-east-1',
    'https://ecr-fips.us-east-1.amazonaws.com',
  ],
  ['123456789012.dkr-ecr.us-east-1.on.aws', 'us-east-1', 'https://api.ecr.us-east-1.amazonaws.com'],
])('%s is a registry of Amazon', (host, region, api) => {
  expect(ecrHost(host)).toEqual({ account: '123456789012', region, api });
});

it.each([
  'public.ecr.aws',
  '12345.dkr.ecr.eu-west-1.amazonaws.com',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example',
  'evil-123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  'ghcr.io',
])('%s is none', (host) => {
  expect(ecrHost(host)).toBeUndefined();
});
