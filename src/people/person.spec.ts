import { describe, expect, it } from '@jest/globals';
import { malformed, newId, someId, specify, type Beside } from '../kernel/specification.js';
import { person } from './person.js';
import { GrantRole, InvitePerson, IssueToken, RevokeRole, RevokeToken } from './person.commands.js';
import type { PersonEvent } from './person.events.js';

const ADMIN: Beside = { roles: ['admin'] };
const TOKEN = someId(8);
const DIGEST = 'd'.repeat(64);
const invited: PersonEvent = { type: 'PersonInvited', facts: {}, words: {} };
const granted: PersonEvent = { type: 'RoleGranted', facts: { role: 'editor' }, words: {} };
const revoked: PersonEvent = { type: 'RoleRevoked', facts: { role: 'editor' }, words: {} };
const issued: PersonEvent = { type: 'TokenIssued', facts: { tokenId: TOKEN, digest: DIGEST }, words: {} };
const tokenRevoked: PersonEvent = { type: 'TokenRevoked', facts: { tokenId: TOKEN }, words: {} };
const spec = specify(person);

describe('A person', () => {
  it('is invited once, by an admin or the operator', () => {
    spec.given().when(InvitePerson, {}, ADMIN).then(invited);
    spec
      .given()
      .when(InvitePerson, {}, { roles: ['system'] })
      .then(invited);
    spec.given(invited).when(InvitePerson, {}, ADMIN).refused('already-exists');
  });

  it('is granted a role that it has not, and granted it again after it was revoked', () => {
    spec.given(invited).when(GrantRole, { role: 'editor' }, ADMIN).then(granted);
    spec.given(invited, granted).when(GrantRole, { role: 'editor' }, ADMIN).refused('nothing-changed');
    spec.given(invited, granted, revoked).when(GrantRole, { role: 'editor' }, ADMIN).then(granted);
  });

  it('loses a role that it has', () => {
    spec.given(invited, granted).when(RevokeRole, { role: 'editor' }, ADMIN).then(revoked);
    spec.given(invited).when(RevokeRole, { role: 'editor' }, ADMIN).refused('nothing-changed');
  });

  it('must exist for any of it', () => {
    spec.given().when(GrantRole, { role: 'editor' }, ADMIN).refused('not-found');
    spec.given().when(RevokeRole, { role: 'editor' }, ADMIN).refused('not-found');
    spec.given().when(IssueToken, {}, ADMIN).refused('not-found');
  });

  it.each(['editor', 'reviewer', 'auditor', 'public'] as const)('is not changed by somebody who is %s only', (role) => {
    for (const [command, body] of [
      [InvitePerson, {}],
      [GrantRole, { role: 'admin' }],
      [IssueToken, {}],
    ] as const) {
      spec
        .given(invited)
        .when(command, body, { roles: [role] })
        .refused('role-required');
    }
  });
});

describe('A token', () => {
  it('is issued with a label and an end, which is kept in UTC', () => {
    const facts = { tokenId: newId(1), digest: DIGEST, expiresAt: '2026-06-01T10:00:00.000Z' };
    spec
      .given(invited)
      .when(
        IssueToken,
        { label: 'Import', expiresAt: '2026-06-01T12:00:00+02:00' },
        { ...ADMIN, target: { part: DIGEST } },
      )
      .then({ type: 'TokenIssued', facts, words: { label: 'Import' } })
      .naming({ tokenId: newId(1) });
  });

  it('does not end before it begins', () => {
    const beside = { ...ADMIN, now: '2026-06-01T10:00:00.000Z' };
    spec.given(invited).when(IssueToken, { expiresAt: '2026-06-01T10:00:00Z' }, beside).refused('expiry-in-the-past');
  });

  it('is revoked once', () => {
    const beside = { ...ADMIN, target: { part: TOKEN } };
    spec.given(invited, issued).when(RevokeToken, {}, beside).then(tokenRevoked);
    spec.given(invited, issued, tokenRevoked).when(RevokeToken, {}, beside).refused('nothing-changed');
    spec.given(invited).when(RevokeToken, {}, beside).refused('not-found');
  });

  it('is malformed with an end that is no instant, and a role with a name that is none', () => {
    for (const expiresAt of ['2026-06-01', '2026-02-30T00:00:00Z', '2026-06-01T23:59:60Z', '2026-06-01T00:00:00', 5]) {
      expect(malformed(IssueToken, { expiresAt })).toEqual(['expiresAt']);
    }
    expect(malformed(GrantRole, { role: 'owner' })).toEqual(['role']);
    expect(malformed(InvitePerson, { name: 'Ann' })).toEqual(['name']);
  });
});
