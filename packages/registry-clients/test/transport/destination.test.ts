import { describe, expect, it } from 'vitest';
import { endpointsOf } from '../../src/endpoint.ts';
import { refusal } from '../../src/transport/destination.ts';

const endpointOf = endpointsOf([
  { host: 'registry.example.com' },
  { host: '10.1.2.3:5000', plainHttp: true },
  { host: 'plain.example.com:5000', plainHttp: true },
]);

const allowed: readonly (readonly [registry: string, target: string])[] = [
  ['registry.example.com', 'https://auth.example.com/token?x=1'],
  ['registry.example.com', 'https://registry.example.com/token'],
  ['registry.example.com', 'https://8.8.8.8/token'],
  ['registry.example.com', 'https://[2001:4860:4860::8888]/token'],
  ['10.1.2.3:5000', 'http://10.1.2.3:5000/token'],
  ['10.1.2.3:5000', 'http://10.1.2.3:5001/token'],
  ['10.1.2.3:5000', 'https://auth.example.com/token'],
];

const refused: readonly (readonly [registry: string, target: string, why: string])[] = [
  ['registry.example.com', 'http://auth.example.com/token', 'not HTTPS'],
  ['registry.example.com', 'http://registry.example.com/token', 'not HTTPS'],
  ['registry.example.com', 'file:///etc/passwd', 'not HTTPS'],
  ['registry.example.com', 'ftp://auth.example.com/', 'not HTTPS'],
  ['registry.example.com', 'https://user:word@auth.example.com/', 'a user or a password'],
  ['registry.example.com', 'https://169.254.169.254/latest/meta-data', 'internal'],
  ['registry.example.com', 'https://127.0.0.1/', 'internal'],
  ['registry.example.com', 'https://0x7f.1/', 'internal'],
  ['registry.example.com', 'https://2130706433/', 'internal'],
  ['registry.example.com', 'https://0.0.0.0/', 'internal'],
  ['registry.example.com', 'https://10.0.0.1/', 'internal'],
  ['registry.example.com', 'https://100.64.0.1/', 'internal'],
  ['registry.example.com', 'https://172.31.255.255/', 'internal'],
  ['registry.example.com', 'https://192.168.1.1/', 'internal'],
  ['registry.example.com', 'https://[::1]/', 'internal'],
  ['registry.example.com', 'https://[::]/', 'internal'],
  ['registry.example.com', 'https://[fe80::1]/', 'internal'],
  ['registry.example.com', 'https://[fd00::1]/', 'internal'],
  ['registry.example.com', 'https://[::ffff:127.0.0.1]/', 'internal'],
  ['registry.example.com', 'https://localhost/', 'internal'],
  ['registry.example.com', 'https://auth.localhost/', 'internal'],
  ['10.1.2.3:5000', 'http://10.1.2.4:5000/token', 'internal'],
  ['192.168.7.7:5000', 'https://192.168.7.7:5000/token', 'internal'],
  ['192.168.7.7:5000', 'https://192.168.7.7:6379/', 'internal'],
  ['plain.example.com:5000', 'http://127.0.0.1:6379/', 'internal'],
];

describe('refusal', () => {
  it.each(allowed)('lets %s send us to %s', (registry, target) => {
    expect(refusal(new URL(target), endpointOf(registry), false)).toBeUndefined();
  });

  it.each(refused)('does not let %s send us to %s: %s', (registry, target, why) => {
    expect(refusal(new URL(target), endpointOf(registry), false)).toContain(why);
  });

  it('never goes back to plain HTTP after HTTPS', () => {
    const target = new URL('http://plain.example.com:5000/v2/');
    expect(refusal(target, endpointOf('plain.example.com:5000'), false)).toBeUndefined();
    expect(refusal(target, endpointOf('plain.example.com:5000'), true)).toContain('not HTTPS');
  });
});
