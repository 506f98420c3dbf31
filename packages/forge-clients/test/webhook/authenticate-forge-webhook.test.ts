import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { authenticateForgeWebhook, type ForgeKind } from '../../src/index.ts';

const SECRET = 'a long secret';
const body = Buffer.from('{"ref":"refs/heads/main","text":"ä"}');
const hex = (secret: string): string => createHmac('sha256', secret).update(body).digest('hex');
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
const standard = (key: string | Buffer): Record<string, string> => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': '1700000000',
  'webhook-signature': `v1,${createHmac('sha256', key).update('msg_1.1700000000.').update(body).digest('base64')}`,
});

/** How each forge shows that it knows the secret. */
const proofs: readonly (readonly [string, ForgeKind, (secret: string) => Record<string, string>])[] = [
  ['github', 'github', (secret) => ({ 'x-hub-signature-256': `sha256=${hex(secret)}` })],
  ['gitlab by its token', 'gitlab', (secret) => ({ 'x-gitlab-token': secret })],
  ['gitlab by a signature', 'gitlab', (secret) => standard(secret)],
  ['gitea', 'gitea', (secret) => ({ 'x-gitea-signature': hex(secret) })],
  [
    'forgejo',
    'gitea',
    (secret) => ({ 'x-forgejo-signature': hex(secret), 'x-gitea-signature': hex(secret) }),
  ],
  ['bitbucket', 'bitbucket', (secret) => ({ 'x-hub-signature': `sha256=${hex(secret)}` })],
  ['bitbucket-server', 'bitbucket-server', (secret) => ({ 'x-hub-signature': `sha256=${hex(secret)}` })],
  ['azure-devops', 'azure-devops', (secret) => ({ authorization: basic(`anybody:${secret}`) })],
];

describe('who may send a webhook', () => {
  it.each(proofs)('%s: who knows the secret', (_, kind, prove) => {
    const secrets = { secrets: ['the next one', SECRET] };
    expect(authenticateForgeWebhook(kind, secrets, { headers: prove(SECRET), body })).toBe(true);
  });

  it.each(proofs)('%s: not who knows another, or nothing', (_, kind, prove) => {
    const admits = (headers: Record<string, string>, secrets: readonly string[] = [SECRET]): boolean =>
      authenticateForgeWebhook(kind, { secrets }, { headers, body });
    expect(admits(prove('another secret'))).toBe(false);
    expect(admits(prove(''))).toBe(false);
    expect(admits(prove(''), [''])).toBe(false);
    expect(admits({})).toBe(false);
    expect(admits(prove(SECRET), [])).toBe(false);
  });

  it.each(proofs.filter(([name]) => !['gitlab by its token', 'azure-devops'].includes(name)))(
    '%s: not for another body',
    (_, kind, prove) => {
      const request = { headers: prove(SECRET), body: Buffer.from('{"ref":"refs/heads/evil"}') };
      expect(authenticateForgeWebhook(kind, { secrets: [SECRET] }, request)).toBe(false);
    },
  );

  it('takes the bad signature of Forgejo for bad, whatever its one for Gitea says', () => {
    const headers = { 'x-forgejo-signature': hex('wrong'), 'x-gitea-signature': hex(SECRET) };
    expect(authenticateForgeWebhook('gitea', { secrets: [SECRET] }, { headers, body })).toBe(false);
  });

  it('takes a signature for nothing where it is of SHA-1 or cut short', () => {
    const sha1 = createHmac('sha1', SECRET).update(body).digest('hex');
    for (const value of [`sha1=${sha1}`, 'sha256=', `sha256=${hex(SECRET).slice(0, 20)}`, hex(SECRET)]) {
      const request = { headers: { 'x-hub-signature-256': value, 'x-hub-signature': value }, body };
      expect(authenticateForgeWebhook('github', { secrets: [SECRET] }, request)).toBe(false);
      expect(authenticateForgeWebhook('bitbucket', { secrets: [SECRET] }, request)).toBe(false);
    }
  });

  it('reads a signing secret of GitLab with its prefix, and any of several signatures', () => {
    const key = Buffer.from('0123456789abcdef0123456789abcdef');
    const headers = standard(key);
    const request = {
      headers: { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` },
      body,
    };
    const secrets = { secrets: [`whsec_${key.toString('base64')}`] };
    expect(authenticateForgeWebhook('gitlab', secrets, request)).toBe(true);
    const late = { headers: { ...headers, 'webhook-timestamp': '1700000001' }, body };
    expect(authenticateForgeWebhook('gitlab', secrets, late)).toBe(false);
  });

  it('asks for everything that is configured', () => {
    const secrets = {
      tokens: ['url-token'],
      headers: { 'X-Proxy': ['inside'] },
      basic: [{ username: 'hook', password: 'pass:word' }],
    };
    const headers = { 'x-proxy': 'inside', authorization: basic('hook:pass:word') };
    const admits = (request: object): boolean =>
      authenticateForgeWebhook('azure-devops', secrets, { headers, body, token: 'url-token', ...request });
    expect(admits({})).toBe(true);
    expect(admits({ token: 'other' })).toBe(false);
    expect(admits({ token: undefined })).toBe(false);
    expect(admits({ headers: { ...headers, 'x-proxy': 'outside' } })).toBe(false);
    expect(admits({ headers: { ...headers, authorization: basic('hook:other') } })).toBe(false);
    expect(admits({ headers: { ...headers, authorization: 'Bearer x' } })).toBe(false);
  });

  it('lets nobody in where nothing is configured', () => {
    expect(authenticateForgeWebhook('github', {}, { headers: {}, body })).toBe(false);
  });
});
