import { describe, expect, it } from '@jest/globals';
import { ADMINS, EDITORS, REVIEWERS, ROLES, STAFF } from '../kernel/roles.js';
import { SCOPES, type Scope } from '../kernel/scopes.js';
import { permits, scopesFor } from './scopes.js';

describe('The scopes of which a route needs one', () => {
  it.each(['GET', 'HEAD'])('are read for %s, whoever may use it', (method) => {
    for (const permission of ['anyone', STAFF, ADMINS, REVIEWERS] as const) {
      expect(scopesFor(method, permission, ROLES)).toEqual(['read']);
    }
  });

  it.each([
    [['admin'], ADMINS],
    [['admin'], ['admin']],
    [['review'], REVIEWERS],
    [
      ['admin', 'review'],
      ['admin', 'reviewer'],
    ],
    [
      ['read', 'admin'],
      ['auditor', 'admin'],
    ],
    [['write'], EDITORS],
    [['write'], STAFF],
    [['write'], 'anyone'],
  ] as const)('are %s for a command of %p, for who holds every role', (scopes, permission) => {
    expect(scopesFor('POST', permission, ROLES)).toEqual(scopes);
    expect(scopesFor('DELETE', permission, ROLES)).toEqual(scopes);
  });

  it('are those of the roles that its person holds', () => {
    expect(scopesFor('POST', ['auditor', 'admin'], ['admin', 'editor'])).toEqual(['admin']);
    expect(scopesFor('POST', ['auditor', 'admin'], ['auditor'])).toEqual(['read']);
    expect(scopesFor('POST', ['admin', 'reviewer'], ['reviewer'])).toEqual(['review']);
    expect(scopesFor('POST', [], ROLES)).toEqual([]);
  });
});

describe('A token’s scopes', () => {
  const given = (scope: Scope) => SCOPES.filter((needed) => permits([scope], [needed]));

  it('give what they include and nothing else', () => {
    expect(given('read')).toEqual(['read']);
    expect(given('write')).toEqual(['read', 'write']);
    expect(given('review')).toEqual(['read', 'write', 'review']);
    expect(given('admin')).toEqual(['read', 'admin']);
  });

  it('add up, and give nothing where there are none or none is asked for', () => {
    expect(SCOPES.filter((needed) => permits(['review', 'admin'], [needed]))).toEqual([...SCOPES]);
    expect(SCOPES.filter((needed) => permits([], [needed]))).toEqual([]);
    expect(permits([...SCOPES], [])).toBe(false);
  });

  it('are no limit for who came without a token', () => {
    expect(SCOPES.filter((needed) => permits(undefined, [needed]))).toEqual([...SCOPES]);
  });
});
