import { describe, expect, it } from 'vitest';
import { worthOfExtra, worthOfHead, worthOfJson } from '../../src/transport/answer-worth.ts';
import type { Answer } from '../../src/transport/exchange.ts';

function answer(body: string, contentType = 'application/json'): Answer {
  const headers = { 'content-type': contentType };
  return { url: new URL('https://registry.example.com/'), status: 200, headers, body: Buffer.from(body) };
}

describe('an answer that should be JSON', () => {
  it.each<[string, string, string?]>([
    ['an object', '{"tags":[]}'],
    ['a list', '[1]'],
    ['an object between white space', '\n  {} \r\n'],
    ['an object that is called a page', '{}', 'text/html'],
    ['a long object', `{"tags":["${'a'.repeat(5000)}"]}`],
  ])('shows with %s that the host is well', (_name, body, type) => {
    expect(worthOfJson(answer(body, type))).toBe('well');
    expect(worthOfExtra(answer(body, type))).toBe('well');
  });

  it.each<[string, string, string, string?]>([
    ['a page', 'not-a-registry', '<!doctype html>'],
    ['a page behind white space', 'not-a-registry', '\n <html>'],
    ['a page by its name alone', 'not-a-registry', 'Sign in', 'text/html; charset=utf-8'],
    ['an empty page', 'not-a-registry', '', 'text/html'],
    ['nothing', 'bad-answer', ''],
    ['text', 'bad-answer', 'hello'],
    ['half an object', 'bad-answer', '{"tags":["1.0.0",'],
    ['half a list', 'bad-answer', '[1, 2'],
    ['a number', 'bad-answer', '12'],
  ])('shows with %s that it fails: %s', (_name, worth, body, type) => {
    expect(worthOfJson(answer(body, type))).toBe(worth);
    expect(worthOfExtra(answer(body, type))).toBe('nothing');
  });
});

it('an answer without a body is judged by its type', () => {
  expect(worthOfHead(answer('', 'text/html'))).toBe('not-a-registry');
  expect(worthOfHead(answer('', 'application/vnd.oci.image.index.v1+json'))).toBe('well');
});
