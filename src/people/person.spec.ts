import { describe, expect, it } from '@jest/globals';
import { by, malformed, newId, someId, specify, stream, type ScenarioContext } from '../kernel/specification.js';
import type { FactEvent } from '../kernel/event.js';
import { SCOPES, type Scope } from '../kernel/scopes.js';
import { personDecider } from './person.decider.js';
import { personFold, type PersonState } from './person.state.js';
import {
  DeactivatePerson,
  GrantRole,
  InvitePerson,
  ConfirmPersonErasure,
  IssueOwnToken,
  IssueLink,
  IssueToken,
  ProposePersonErasure,
  ReactivatePerson,
  RemoveSecondFactor,
  RevokeRole,
  RevokeOwnToken,
  RevokeToken,
  WithdrawPersonErasure,
} from './person.commands.js';
import type { LinkPurpose, PersonEvent } from './person.events.js';

const ADMIN: ScenarioContext = { roles: ['admin'] };
const TOKEN = someId(8);
const DIGEST = 'd'.repeat(64);
const invited: PersonEvent = { type: 'PersonInvited', facts: {}, words: {} };
const granted: PersonEvent = { type: 'RoleGranted', facts: { role: 'editor' }, words: {} };
const revoked: PersonEvent = { type: 'RoleRevoked', facts: { role: 'editor' }, words: {} };
const ALL: Scope[] = ['read', 'write', 'review', 'admin'];
const issued: PersonEvent = { type: 'TokenIssued', facts: { tokenId: TOKEN, digest: DIGEST, scopes: ALL }, words: {} };
const tokenRevoked: PersonEvent = { type: 'TokenRevoked', facts: { tokenId: TOKEN }, words: {} };
const spec = specify(personDecider);

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
        personFold.evolve(state, { type, facts, id: someId(1), actor: 'system', at: '' } as FactEvent<PersonEvent>),
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
  const oneself: ScenarioContext = { ...ADMIN, actor: someId(100), target: { id: someId(100) } };
  const admin: PersonEvent = { type: 'RoleGranted', facts: { role: 'admin' }, words: {} };

  it('who could leave the desk without one neither deactivates themself nor gives the role up', () => {
    spec.given(invited, admin).when(DeactivatePerson, {}, oneself).refused('not-to-oneself');
    spec.given(invited, admin).when(RevokeRole, { role: 'admin' }, oneself).refused('not-to-oneself');
  });

  it('changes none of their own roles, and is relieved by another admin', () => {
    for (const role of ['editor', 'reviewer', 'auditor'] as const) {
      spec.given(invited, admin).when(GrantRole, { role }, oneself).refused('not-to-oneself');
    }
    spec.given(invited, admin, granted).when(RevokeRole, { role: 'editor' }, oneself).refused('not-to-oneself');
    spec
      .given(invited, admin)
      .when(GrantRole, { role: 'editor' }, { ...ADMIN, roles: ['system'], actor: 'system' })
      .then(granted);
    spec
      .given(invited, admin)
      .when(RevokeRole, { role: 'admin' }, ADMIN)
      .then({ type: 'RoleRevoked', facts: { role: 'admin' }, words: {} });
  });
});

describe('A token', () => {
  it('is issued with a label and an end, which is kept in UTC', () => {
    const facts = { tokenId: newId(1), digest: DIGEST, scopes: ALL, expiresAt: '2026-06-01T10:00:00.000Z' };
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

  it('is narrowed to scopes, which are kept in one order, and to no scope that there is not', () => {
    const facts = { tokenId: newId(1), digest: DIGEST, scopes: ['read', 'review'] as Scope[] };
    spec
      .given(invited)
      .when(IssueToken, { scopes: ['review', 'read'] }, { ...ADMIN, target: { part: DIGEST } })
      .then({ type: 'TokenIssued', facts, words: {} })
      .reserving({ key: `token:${DIGEST}`, id: newId(1), ofWords: false });
    for (const scopes of [[], ['owner'], ['read', 'read'], 'read', null]) {
      expect(malformed(IssueToken, { scopes })).toEqual(['scopes']);
    }
  });

  it('is malformed with an end that is no instant, and a role with a name that is none', () => {
    for (const expiresAt of ['2026-06-01', '2026-02-30T00:00:00Z', '2026-06-01T23:59:60Z', '2026-06-01T00:00:00', 5]) {
      expect(malformed(IssueToken, { expiresAt })).toEqual(['expiresAt']);
    }
    expect(malformed(GrantRole, { role: 'owner' })).toEqual(['role']);
    expect(malformed(InvitePerson, { name: 'Ann' })).toEqual(['name']);
  });
});

describe('One’s own token', () => {
  const own = (beside: ScenarioContext = {}): ScenarioContext => ({
    actor: someId(100),
    roles: ['auditor'],
    ...beside,
    target: { id: someId(100), part: DIGEST, ...beside.target },
  });
  const given = spec.given(invited, granted);

  it('is issued and revoked by whoever works here, for themself and nobody else', () => {
    given.when(IssueOwnToken, {}, own()).follows('TokenIssued');
    given.when(IssueOwnToken, {}, own({ actor: someId(101) })).refused('role-required');
    given.when(IssueOwnToken, {}, own({ roles: ['public'] })).refused('role-required');
    const held = spec.given(invited, issued);
    held
      .when(RevokeOwnToken, {}, own({ target: { part: TOKEN } }))
      .then(tokenRevoked)
      .releasing(`token:${DIGEST}`);
    held.when(RevokeOwnToken, {}, own({ actor: someId(101), target: { part: TOKEN } })).refused('role-required');
  });

  it('is never wider than the token that issues it', () => {
    const by = { scopes: ['review'], token: { id: TOKEN } } as const;
    for (const scope of ['read', 'write', 'review'] as const) {
      given.when(IssueOwnToken, { scopes: [scope] }, own({ by })).follows('TokenIssued');
    }
    given.when(IssueOwnToken, { scopes: ['admin'] }, own({ by })).refused('wider-than-own');
    given.when(IssueOwnToken, {}, own({ by })).refused('wider-than-own');
  });

  it('never ends later than the token that issues it', () => {
    const by = { scopes: ALL, token: { id: TOKEN, expiresAt: '2026-06-01T10:00:00.000Z' } } as const;
    given.when(IssueOwnToken, { expiresAt: '2026-06-01T12:00:00+02:00' }, own({ by })).follows('TokenIssued');
    given.when(IssueOwnToken, { expiresAt: '2026-06-01T10:00:01Z' }, own({ by })).refused('wider-than-own');
    given.when(IssueOwnToken, {}, own({ by })).refused('wider-than-own');
  });
});

describe('The last admin', () => {
  const admin: PersonEvent = { type: 'RoleGranted', facts: { role: 'admin' }, words: {} };
  const relieved: PersonEvent = { type: 'RoleRevoked', facts: { role: 'admin' }, words: {} };
  const deactivated: PersonEvent = { type: 'PersonDeactivated', facts: {}, words: {} };
  const other = someId(101);
  const operator = (part: string | undefined, ...life: PersonEvent[]): ScenarioContext => ({
    roles: ['system'],
    actor: 'system',
    target: part === undefined ? {} : { part },
    streams: part === undefined ? [] : [stream(personFold, part, ...life)],
  });
  const given = spec.given(invited, admin);

  it('stays one, also for the operator, who has to name another one', () => {
    for (const beside of [operator(undefined), operator(other), operator(other, invited, admin, deactivated)]) {
      given.when(RevokeRole, { role: 'admin' }, beside).refused('last-admin');
      given.when(DeactivatePerson, {}, beside).refused('last-admin');
    }
    const self = operator(someId(100), invited, admin);
    given.when(DeactivatePerson, {}, self).refused('last-admin');
  });

  it('is none while there is another one', () => {
    const beside = operator(other, invited, admin);
    given.when(RevokeRole, { role: 'admin' }, beside).then(relieved);
    given.when(DeactivatePerson, {}, beside).then(deactivated);
  });

  it('is nobody who is not admin', () => {
    spec.given(invited, granted).when(RevokeRole, { role: 'editor' }, operator(undefined)).then(revoked);
    spec.given(invited, granted).when(DeactivatePerson, {}, operator(undefined)).then(deactivated);
    spec.given(invited, admin, relieved).when(DeactivatePerson, {}, operator(undefined)).then(deactivated);
  });
});

describe('A person’s erasure', () => {
  const [ONE, TWO, ERASURE] = [someId(201), someId(202), someId(300)];
  const proposed: PersonEvent = {
    type: 'PersonErasureProposed',
    facts: { erasureId: ERASURE, basis: 'data-protection' },
    words: { reason: 'Asked for.' },
  };
  const erased: PersonEvent = {
    type: 'PersonErased',
    facts: { erasureId: ERASURE, basis: 'data-protection' },
    words: {},
  };
  const withdrawn: PersonEvent = {
    type: 'PersonErasureWithdrawn',
    facts: { erasureId: ERASURE },
    words: { reason: 'They stay.' },
  };
  const body = { basis: 'data-protection', reason: 'Asked for.' };
  const beside = (actor: string): ScenarioContext => ({ actor, roles: ['admin'], by: { session: 'S' } });
  const open = spec.given(invited, granted, issued, by(ONE, proposed));

  it('is proposed with a legal basis, once, and taken back by any admin', () => {
    spec
      .given(invited)
      .when(ProposePersonErasure, body, beside(ONE))
      .then({ ...proposed, facts: { erasureId: newId(1), basis: 'data-protection' } })
      .naming({ erasureId: newId(1) });
    open.when(ProposePersonErasure, body, beside(TWO)).refused('erasure-proposed');
    open.when(WithdrawPersonErasure, { reason: 'They stay.' }, beside(TWO)).then(withdrawn);
    spec.given(invited).when(WithdrawPersonErasure, { reason: 'x' }, beside(TWO)).refused('no-erasure-proposed');
    spec.given().when(ProposePersonErasure, body, beside(ONE)).refused('not-found');
    expect(malformed(ProposePersonErasure, { basis: 'wish' })).toEqual(['basis', 'reason']);
  });

  it('is carried out by a second admin, who is not the person, and frees the keys of their tokens', () => {
    open.when(ConfirmPersonErasure, {}, beside(TWO)).then(erased).releasing(`token:${DIGEST}`);
    open.when(ConfirmPersonErasure, {}, beside(ONE)).refused('proposer-may-not-confirm');
    open.when(ConfirmPersonErasure, {}, beside(someId(100))).refused('not-to-oneself');
    spec.given(invited).when(ConfirmPersonErasure, {}, beside(TWO)).refused('no-erasure-proposed');
    spec
      .given(invited, by(ONE, proposed), withdrawn)
      .when(ConfirmPersonErasure, {}, beside(TWO))
      .refused('no-erasure-proposed');
  });

  it('is carried out signed in, by somebody behind whom nobody stands who stands behind the first', () => {
    open
      .when(ConfirmPersonErasure, {}, { ...beside(TWO), by: { token: { id: someId(9) } } })
      .refused('session-required');
    for (const behind of [{ [TWO]: [ONE] }, { [ONE]: [TWO] }, { [ONE]: [someId(7)], [TWO]: [someId(7)] }]) {
      open.when(ConfirmPersonErasure, {}, { ...beside(TWO), behind }).refused('not-independent');
    }
    open
      .when(ConfirmPersonErasure, {}, { ...beside(TWO), behind: { [ONE]: [someId(7)], [TWO]: [someId(8)] } })
      .then(erased);
  });

  it('is no affair of the operator, nor of anybody who is not admin', () => {
    for (const roles of [['system'], ['editor'], ['reviewer'], ['auditor']] as const) {
      for (const [command, given] of [
        [ProposePersonErasure, body],
        [ConfirmPersonErasure, {}],
        [WithdrawPersonErasure, { reason: 'x' }],
      ] as const) {
        open.when(command, given, { actor: TWO, roles }).refused('role-required');
      }
    }
  });

  it('lets no token be issued while it is proposed: its label would stay', () => {
    open.when(IssueToken, {}, ADMIN).refused('erasure-proposed');
  });

  it('is for good: nothing happens to who is erased', () => {
    const gone = spec.given(invited, granted, issued, by(ONE, proposed), erased);
    for (const [command, given] of [
      [GrantRole, { role: 'admin' }],
      [RevokeRole, { role: 'editor' }],
      [DeactivatePerson, {}],
      [ReactivatePerson, {}],
      [IssueToken, {}],
      [ProposePersonErasure, body],
      [ConfirmPersonErasure, {}],
      [WithdrawPersonErasure, { reason: 'x' }],
    ] as const) {
      gone.when(command, given, beside(TWO)).refused('person-erased');
    }
  });
});

describe('A link to an account', () => {
  const expiresAt = '2026-01-02T00:00:00.000Z';
  const body = { purpose: 'reset', expiresAt };
  const linkOf = (purpose: LinkPurpose, linkId = newId(1)): PersonEvent => ({
    type: 'LinkIssued',
    facts: { linkId, purpose, expiresAt },
    words: {},
  });
  const give = (state: readonly PersonEvent[], beside: ScenarioContext = ADMIN) =>
    spec.given(...state).when(IssueLink, body, beside);

  it('is an event, of whoever makes it', () => {
    give([invited])
      .then(linkOf('reset'))
      .naming({ linkId: newId(1) });
    give([invited], { actor: 'system', roles: ['system'] }).then(linkOf('reset'));
    for (const role of ['editor', 'reviewer', 'auditor'] as const)
      give([invited], { roles: [role] }).refused('role-required');
  });

  it('is made to nobody’s own account, nor by a token that is narrowed or ends', () => {
    give([invited], { ...ADMIN, actor: someId(100), target: { id: someId(100) } }).refused('not-to-oneself');
    for (const by of [
      { token: { id: someId(9) }, scopes: ['admin', 'write'] },
      { token: { id: someId(9), expiresAt: '2027-01-01T00:00:00.000Z' }, scopes: SCOPES },
    ] as const) {
      give([invited], { ...ADMIN, by }).refused('wider-than-own');
    }
    give([invited], { ...ADMIN, by: { token: { id: someId(9) }, scopes: SCOPES } }).then(linkOf('reset'));
  });

  it('is made to nobody who is deactivated, erased, about to be erased, or not there', () => {
    const proposed: PersonEvent = {
      type: 'PersonErasureProposed',
      facts: { erasureId: someId(300), basis: 'data-protection' },
      words: { reason: 'R' },
    };
    give([]).refused('not-found');
    give([invited, { type: 'PersonDeactivated', facts: {}, words: {} }]).refused('person-deactivated');
    give([invited, proposed]).refused('erasure-proposed');
    give([invited, proposed, { ...proposed, type: 'PersonErased', words: {} }]).refused('person-erased');
  });

  it('is over with the next one of its purpose and with a deactivation, also once they are back', () => {
    const stateAfter = (...events: PersonEvent[]) =>
      events.reduce(
        (state, event) => personDecider.evolve(state, { ...event, id: 'E', actor: 'system', at: 'T' } as never),
        personDecider.initial,
      );
    const [first, second, other] = [linkOf('reset', 'a'), linkOf('reset', 'b'), linkOf('invitation', 'c')];
    const links = (...events: PersonEvent[]) => [...stateAfter(invited, ...events).links];
    expect(links(first, second, other)).toEqual([
      ['reset', 'b'],
      ['invitation', 'c'],
    ]);
    const gone: PersonEvent = { type: 'PersonDeactivated', facts: {}, words: {} };
    expect(links(first, other, gone)).toEqual([]);
    expect(links(first, other, gone, { type: 'PersonReactivated', facts: {}, words: {} })).toEqual([]);
  });
});

describe('A second factor', () => {
  it('is ended for somebody by the operator alone', () => {
    const removed: PersonEvent = { type: 'SecondFactorRemoved', facts: {}, words: {} };
    spec
      .given(invited)
      .when(RemoveSecondFactor, {}, { actor: 'system', roles: ['system'] })
      .then(removed);
    spec.given(invited).when(RemoveSecondFactor, {}, ADMIN).refused('role-required');
    spec
      .given()
      .when(RemoveSecondFactor, {}, { roles: ['system'] })
      .refused('not-found');
  });
});

describe('Who may act through a person', () => {
  const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
  const [ONE, TWO] = [someId(201), someId(202)];
  const enabledBy = (...events: readonly (readonly [PersonEvent, string, number])[]) => [
    ...events.reduce(
      (state, [event, actor, day]) => personDecider.evolve(state, { ...event, id: 'E', actor, at: at(day) } as never),
      personDecider.initial,
    ).enabledBy,
  ];

  it.each<PersonEvent>([
    invited,
    granted,
    issued,
    { type: 'LinkIssued', facts: { linkId: 'L', purpose: 'reset', expiresAt: at(9) }, words: {} },
    { type: 'LinkIssued', facts: { linkId: 'L', purpose: 'invitation', expiresAt: at(9) }, words: {} },
    { type: 'PersonReactivated', facts: {}, words: {} },
  ])('is who did this last to them: $type', (event) => {
    expect(enabledBy([event, ONE, 1], [event, TWO, 2], [event, ONE, 3])).toEqual([
      [ONE, at(3)],
      [TWO, at(2)],
    ]);
  });

  it.each<PersonEvent>([
    revoked,
    { type: 'TokenRevoked', facts: { tokenId: 'T' }, words: {} },
    { type: 'PersonDeactivated', facts: {}, words: {} },
  ])('is not who did this: $type', (event) => {
    expect(enabledBy([event, ONE, 1])).toEqual([]);
  });

  it('is never the operator', () => {
    expect(enabledBy([invited, 'system', 1], [granted, 'system', 1], [issued, 'system', 1])).toEqual([]);
  });
});
