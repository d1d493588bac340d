import { describe, expect, it } from '@jest/globals';
import { ADMINS, EDITORS, REVIEWERS, STAFF } from '../kernel/roles.js';
import { SCOPES, type Scope } from '../kernel/scopes.js';
import { permits, scopeOf } from './scopes.js';

describe('The scope that a route needs', () => {
  it.each(['GET', 'HEAD'])('is read for %s, whoever may use it', (method) => {
    for (const permission of ['anyone', STAFF, ADMINS, REVIEWERS] as const) {
      expect(scopeOf(method, permission)).toBe('read');
    }
  });

  it.each([
    ['admin', ADMINS],
    ['admin', ['admin']],
    ['review', REVIEWERS],
    ['review', ['admin', 'reviewer']],
    ['write', EDITORS],
    ['write', STAFF],
    ['write', 'anyone'],
  ] as const)('is %s for a command of %p', (scope, permission) => {
    expect(scopeOf('POST', permission)).toBe(scope);
    expect(scopeOf('DELETE', permission)).toBe(scope);
  });

  it('is admin where nobody may use it: it is given to no lesser token', () => {
    expect(scopeOf('POST', [])).toBe('admin');
  });
});

describe('A token’s scopes', () => {
  const given = (scope: Scope) => SCOPES.filter((needed) => permits([scope], needed));

  it('give what they include and nothing else', () => {
    expect(given('read')).toEqual(['read']);
    expect(given('write')).toEqual(['read', 'write']);
    expect(given('review')).toEqual(['read', 'write', 'review']);
    expect(given('admin')).toEqual(['read', 'admin']);
  });

  it('add up, and give nothing where there are none', () => {
    expect(SCOPES.filter((needed) => permits(['review', 'admin'], needed))).toEqual([...SCOPES]);
    expect(SCOPES.filter((needed) => permits([], needed))).toEqual([]);
  });

  it('are no limit for who came without a token', () => {
    expect(SCOPES.filter((needed) => permits(undefined, needed))).toEqual([...SCOPES]);
  });
});
