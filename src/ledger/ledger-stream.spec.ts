import { describe, expect, it } from '@jest/globals';
import { by, malformed, newId, someId, specify, type ScenarioContext } from '../kernel/specification.js';
import {
  AdoptSigningKey,
  ConfirmErasure,
  ProposeErasure,
  RetireSigningKey,
  WithdrawErasure,
} from './ledger.commands.js';
import { generateKeyPairSync } from 'node:crypto';
import { formatVkey } from '../kernel/signed-note.js';
import type { LedgerEvent } from './ledger.events.js';
import { ledgerStream } from './ledger-stream.js';

const spec = specify(ledgerStream);
const [FIRST, SECOND, ERASURE] = [someId(1), someId(2), someId(3)];
const written = {
  0: { type: 'SigningKeyAdopted', erased: false },
  1: { type: 'ScaleAdopted', erased: false },
  7: { type: 'ClaimSubmitted', erased: false },
  9: { type: 'EvidenceAttached', erased: false },
  11: { type: 'ClaimSubmitted', erased: true },
  12: { type: 'PayloadErased', erased: false },
  13: { type: 'ErasureProposed', erased: false },
};
const at = (part: string, actor = FIRST): ScenarioContext => ({
  ...{ actor, roles: ['admin'], by: { session: 'S' } },
  ...{ target: { id: '', part }, written },
});
const body = { basis: 'data-protection', reason: 'A request.' };
const proposed = (positions: number[], erasureId = newId(1)): LedgerEvent => ({
  type: 'ErasureProposed',
  facts: { erasureId, positions, basis: 'data-protection' },
  words: { reason: 'A request.' },
});
const withdrawn: LedgerEvent = {
  type: 'ErasureProposalWithdrawn',
  facts: { erasureId: ERASURE },
  words: { reason: 'A public office.' },
};
const erased: LedgerEvent = {
  type: 'PayloadErased',
  facts: { positions: [7, 9], basis: 'data-protection', erasureId: ERASURE },
  words: {},
};
const pending = [...by(FIRST, proposed([7, 9], ERASURE))];

describe('Proposing an erasure', () => {
  it('names the position in the path and those beside it, once each and in order, and erases nothing', () => {
    const outcome = spec
      .given()
      .when(ProposeErasure, { ...body, positions: [9, 7] }, at('9'))
      .then(proposed([7, 9]));
    outcome.erasing();
    outcome.naming({ erasureId: newId(1) });
  });

  it.each([
    ['8', 'not-found'],
    ['07', 'not-found'],
    ['-1', 'not-found'],
    ['a', 'not-found'],
    ['11', 'already-erased'],
    ['0', 'not-erasable'],
    ['1', 'not-erasable'],
    ['12', 'not-erasable'],
  ])('of position %s is refused: %s', (part, code) => {
    spec.given().when(ProposeErasure, body, at(part)).refused(code);
  });

  it('is refused whole where one position beside it is', () => {
    const beside = (position: number) => ({ ...body, positions: [position] });
    spec.given().when(ProposeErasure, beside(8), at('7')).refused('not-found');
    spec.given().when(ProposeErasure, beside(11), at('7')).refused('already-erased');
    spec.given().when(ProposeErasure, beside(12), at('7')).refused('not-erasable');
  });

  it('may be of a proposal’s own reason', () => {
    spec
      .given()
      .when(ProposeErasure, body, at('13'))
      .then(proposed([13]));
  });

  it('is refused while one is open for the position, and possible again after that was withdrawn', () => {
    spec.given(pending).when(ProposeErasure, body, at('9', SECOND)).refused('erasure-proposed', ERASURE);
    spec
      .given(pending, withdrawn)
      .when(ProposeErasure, body, at('9'))
      .then(proposed([9]));
  });

  it.each(['editor', 'reviewer', 'auditor', 'system', 'public'] as const)(
    'is not for somebody who is %s only',
    (role) => {
      for (const [command, given] of [
        [ProposeErasure, body],
        [WithdrawErasure, { reason: 'R' }],
        [ConfirmErasure, {}],
      ] as const) {
        spec
          .given(pending)
          .when(command, given, { ...at('7', SECOND), roles: [role] })
          .refused('role-required');
      }
    },
  );

  it('is malformed without a basis, a reason, or with what is no position', () => {
    expect(malformed(ProposeErasure, { basis: 'shame' }).sort()).toEqual(['basis', 'reason']);
    expect(malformed(ProposeErasure, { ...body, positions: [-1] })).toEqual(['positions']);
    expect(malformed(ProposeErasure, { ...body, positions: [1.5] })).toEqual(['positions']);
    expect(malformed(ProposeErasure, { ...body, positions: [7, 7] })).toEqual(['positions']);
    expect(malformed(ProposeErasure, { ...body, positions: Array.from({ length: 256 }, (_, i) => i) })).toEqual([
      'positions',
    ]);
  });
});

describe('A proposed erasure', () => {
  it('is carried out by another admin, for all its positions, whichever of them is named', () => {
    for (const part of ['7', '9']) {
      const outcome = spec.given(pending).when(ConfirmErasure, {}, at(part, SECOND)).then(erased);
      outcome.erasing(7, 9);
      outcome.naming({ erasureId: ERASURE });
    }
  });

  it('is not carried out by who proposed it, whatever roles they have', () => {
    const beside: ScenarioContext = { ...at('7'), roles: ['reviewer', 'admin'] };
    spec.given(pending).when(ConfirmErasure, {}, beside).refused('proposer-may-not-confirm');
  });

  it('is carried out signed in, and by no token', () => {
    for (const by of [{}, { token: { id: someId(9) } }, { token: { id: someId(9) }, scopes: ['admin'] }] as const) {
      spec
        .given(pending)
        .when(ConfirmErasure, {}, { ...at('7', SECOND), by })
        .refused('session-required');
    }
  });

  it('is not carried out where one person may stand behind both', () => {
    const third = someId(4);
    for (const behind of [
      { [SECOND]: [FIRST] },
      { [FIRST]: [SECOND] },
      { [FIRST]: [third], [SECOND]: [third] },
      { [SECOND]: [third, FIRST] },
    ]) {
      spec
        .given(pending)
        .when(ConfirmErasure, {}, { ...at('7', SECOND), behind })
        .refused('not-independent');
    }
    const behind = { [FIRST]: [third], [SECOND]: [someId(5)] };
    spec
      .given(pending)
      .when(ConfirmErasure, {}, { ...at('7', SECOND), behind })
      .then(erased);
  });

  it('is refused where another way has erased one of them since', () => {
    const since = { ...written, 9: { type: 'EvidenceAttached', erased: true } };
    spec
      .given(pending)
      .when(ConfirmErasure, {}, { ...at('7', SECOND), written: since })
      .refused('already-erased');
  });

  it('is taken back or turned down by an admin', () => {
    for (const actor of [FIRST, SECOND]) {
      spec.given(pending).when(WithdrawErasure, { reason: 'A public office.' }, at('7', actor)).then(withdrawn);
    }
  });

  it('ends once', () => {
    for (const end of [withdrawn, erased]) {
      spec.given(pending, end).when(ConfirmErasure, {}, at('7', SECOND)).refused('no-erasure-proposed');
      spec.given(pending, end).when(WithdrawErasure, { reason: 'R' }, at('7')).refused('no-erasure-proposed');
    }
    spec.given().when(ConfirmErasure, {}, at('7', SECOND)).refused('no-erasure-proposed');
    spec.given().when(ConfirmErasure, {}, at('x', SECOND)).refused('not-found');
  });
});

describe('The keys of the log', () => {
  const vkeyNamed = (name: string) => formatVkey({ name, publicKey: generateKeyPairSync('ed25519').publicKey });
  const [first, second, third] = [1, 2, 3].map(() => vkeyNamed('example.org/log')) as [string, string, string];
  const founded = { ledgerId: someId(4), origin: 'example.org/log', sample: true } as const;
  const adopted = (vkey: string): LedgerEvent => ({
    type: 'SigningKeyAdopted',
    facts: { ...founded, vkey },
    words: {},
  });
  const retired = (vkey: string): LedgerEvent => ({ type: 'KeyRetired', facts: { vkey }, words: {} });
  const operator: ScenarioContext = { actor: FIRST, roles: ['system'], target: { id: '' } };
  const one = [...by(FIRST, adopted(first))];
  const two = [...one, ...by(FIRST, adopted(second))];

  it('are adopted under the name and identifier of the first one', () => {
    spec.given(one).when(AdoptSigningKey, { vkey: second }, operator).then(adopted(second));
  });

  it.each([
    ['of another log', vkeyNamed('example.org/other'), 'key-of-another-log'],
    ['that is there already', first, 'key-adopted'],
    ['that is no key', 'example.org/log+00000000+AAAA', 'key-malformed'],
  ])('are not adopted: one %s', (_, vkey, code) => {
    spec.given(one).when(AdoptSigningKey, { vkey }, operator).refused(code);
  });

  it('are two at most, and none comes back', () => {
    spec.given(two).when(AdoptSigningKey, { vkey: third }, operator).refused('two-keys-in-force');
    spec
      .given([...two, ...by(FIRST, retired(first))])
      .when(AdoptSigningKey, { vkey: first }, operator)
      .refused('key-adopted');
  });

  it('are not adopted before there is a log', () => {
    spec.given().when(AdoptSigningKey, { vkey: first }, operator).refused('key-of-another-log');
  });

  it('retire once another is in force, and never the only one', () => {
    spec.given(two).when(RetireSigningKey, { vkey: first }, operator).then(retired(first));
    spec.given(one).when(RetireSigningKey, { vkey: first }, operator).refused('only-key');
    spec
      .given([...two, ...by(FIRST, retired(first))])
      .when(RetireSigningKey, { vkey: first }, operator)
      .refused('no-such-key');
  });

  it('are the operator’s alone', () => {
    spec
      .given(one)
      .when(AdoptSigningKey, { vkey: second }, { ...operator, roles: ['admin'] })
      .refused('role-required');
  });
});
