import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkPreconditions, idempotencyKeyOf, type StreamHeads } from './preconditions.js';
import { prepare, type AppendRequest } from './append-request.js';

const STREAM = `claim-${randomUUID()}`;
const ACTOR = randomUUID();
const repeat = { scope: ACTOR, key: 'k', fingerprint: Buffer.alloc(32, 1) };

/** A request of one event, prepared; the stream is expected at 2. */
const asked = (more: Partial<AppendRequest> = {}, reserve: readonly string[] = []) =>
  prepare(
    {
      events: [
        {
          id: randomUUID(),
          stream: STREAM,
          type: 'Noted',
          facts: {},
          words: {},
          reserve: reserve.map((key) => ({ key, id: randomUUID(), ofWords: false })),
        },
      ],
      expected: new Map([[STREAM, 2]]),
      actor: ACTOR,
      causation: randomUUID(),
      ...more,
    },
    new Map([['Noted', 1]]),
  );
const standing = (): StreamHeads => ({
  revisions: new Map([
    [STREAM, 2],
    ['person-x', 7],
  ]),
  held: new Map([['taken', 'somebody']]),
  answered: new Map(),
});
const outcome = (request: ReturnType<typeof asked>, on = standing()) => {
  const judgement = checkPreconditions(request, on);
  return judgement.kind === 'rejected' ? judgement.error.code : judgement.kind;
};

describe('A request is judged', () => {
  it('by the revisions that it expects and rests on, 0 for a stream that is not there', () => {
    expect(outcome(asked())).toBe('accepted');
    expect(outcome(asked({ unchanged: [['person-x', 7]] }))).toBe('accepted');
    expect(outcome(asked({ unchanged: [['person-x', 6]] }))).toBe('conflict');
    expect(outcome(asked({ unchanged: [['person-y', 0]] }))).toBe('accepted');
    expect(outcome(asked({ unchanged: [['person-y', 1]] }))).toBe('conflict');
    expect(outcome(asked({ expected: new Map([[STREAM, 1]]) }))).toBe('conflict');
  });

  it('by the keys that it takes', () => {
    expect(outcome(asked({}, ['free']))).toBe('accepted');
    expect(outcome(asked({}, ['taken']))).toBe('conflict');
    expect(outcome(asked({ release: ['taken'] }, ['taken']))).toBe('accepted');
    expect(outcome(asked({}, ['free', 'free']))).toBe('conflict');
  });

  it('against what the requests before it changed, and not by what a lost one would have', () => {
    const on = standing();
    expect(outcome(asked({ unchanged: [['person-x', 6]] }, ['free']), on)).toBe('conflict');
    expect(on).toEqual(standing());
    expect(outcome(asked({ release: ['taken'] }, ['free']), on)).toBe('accepted');
    expect(outcome(asked(), on)).toBe('conflict');
    const next = { expected: new Map([[STREAM, 3]]) };
    expect(outcome(asked(next, ['free']), on)).toBe('conflict');
    expect(outcome(asked(next, ['taken']), on)).toBe('accepted');
  });

  it('by its key first: answered, refused with another body, answered again after an erasure', () => {
    const given = (fingerprint: Buffer | null): StreamHeads => ({
      ...standing(),
      revisions: new Map(),
      answered: new Map([[idempotencyKeyOf(repeat), { fingerprint, result: '{}' }]]),
    });
    expect(outcome(asked({ idempotencyKey: repeat }), given(repeat.fingerprint))).toBe('answered');
    expect(outcome(asked({ idempotencyKey: repeat }), given(Buffer.alloc(32, 2)))).toBe('key-reused');
    expect(outcome(asked({ idempotencyKey: repeat }), given(null))).toBe('answered');
    expect(outcome(asked({ idempotencyKey: { ...repeat, scope: randomUUID() } }), given(null))).toBe('conflict');
  });
});
