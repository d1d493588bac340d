import { describe, expect, it } from '@jest/globals';
import { malformed, newId, someId, specify, type Beside } from '../kernel/specification.js';
import type { Known } from '../kernel/event.js';
import { person, personFold, type PersonState } from './person.js';
import {
  DeactivatePerson,
  GrantRole,
  InvitePerson,
  IssueToken,
  ReactivatePerson,
  RevokeRole,
  RevokeToken,
} from './person.commands.js';
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

describe('A person who is deactivated', () => {
  const deactivated: PersonEvent = { type: 'PersonDeactivated', facts: {}, words: {} };
  const reactivated: PersonEvent = { type: 'PersonReactivated', facts: {}, words: {} };
  const stateAfter = (...events: PersonEvent[]): PersonState =>
    events.reduce(
      (state, { type, facts }) =>
        personFold.evolve(state, { type, facts, id: someId(1), actor: 'system', at: '' } as Known<PersonEvent>),
      personFold.initial,
    );

  it('may act as nothing, and as all that was granted once reactivated', () => {
    expect(stateAfter(invited, granted, deactivated)).toMatchObject({ active: false, roles: [] });
    expect(stateAfter(invited, granted, deactivated, reactivated)).toMatchObject({ active: true, roles: ['editor'] });
    expect(stateAfter()).toMatchObject({ active: false, roles: [] });
  });

  it('loses every token for good, and the keys by which these are found', () => {
    spec.given(invited, issued).when(DeactivatePerson, {}, ADMIN).then(deactivated).releasing(`token:${DIGEST}`);
    spec.given(invited, issued, tokenRevoked).when(DeactivatePerson, {}, ADMIN).then(deactivated).releasing();
    const state = stateAfter(invited, issued, deactivated, reactivated);
    expect(state.tokens.get(TOKEN)?.revoked).toBe(true);
    const beside = { ...ADMIN, target: { part: TOKEN } };
    spec.given(invited, issued, deactivated).when(RevokeToken, {}, beside).refused('nothing-changed');
  });

  it('is given nothing and has nothing taken until reactivated', () => {
    const given = spec.given(invited, granted, deactivated);
    given.when(GrantRole, { role: 'reviewer' }, ADMIN).refused('person-deactivated');
    given.when(RevokeRole, { role: 'editor' }, ADMIN).refused('person-deactivated');
    given.when(IssueToken, {}, ADMIN).refused('person-deactivated');
  });

  it('becomes so, and is one again, once', () => {
    spec.given(invited, deactivated).when(DeactivatePerson, {}, ADMIN).refused('nothing-changed');
    spec.given(invited, deactivated).when(ReactivatePerson, {}, ADMIN).then(reactivated);
    spec.given(invited).when(ReactivatePerson, {}, ADMIN).refused('nothing-changed');
    spec.given().when(DeactivatePerson, {}, ADMIN).refused('not-found');
    spec.given().when(ReactivatePerson, {}, ADMIN).refused('not-found');
  });

  it.each(['editor', 'reviewer', 'auditor'] as const)('is not made so by somebody who is %s only', (role) => {
    for (const command of [DeactivatePerson, ReactivatePerson]) {
      spec
        .given(invited)
        .when(command, {}, { roles: [role] })
        .refused('role-required');
    }
  });
});

describe('An admin', () => {
  const oneself: Beside = { ...ADMIN, actor: someId(100), target: { id: someId(100) } };
  const admin: PersonEvent = { type: 'RoleGranted', facts: { role: 'admin' }, words: {} };

  it('who could leave the desk without one neither deactivates themself nor gives the role up', () => {
    spec.given(invited, admin).when(DeactivatePerson, {}, oneself).refused('not-to-oneself');
    spec.given(invited, admin).when(RevokeRole, { role: 'admin' }, oneself).refused('not-to-oneself');
  });

  it('may give up any other role, and be relieved by another admin', () => {
    spec.given(invited, admin, granted).when(RevokeRole, { role: 'editor' }, oneself).then(revoked);
    spec
      .given(invited, admin)
      .when(RevokeRole, { role: 'admin' }, ADMIN)
      .then({ type: 'RoleRevoked', facts: { role: 'admin' }, words: {} });
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
