import { describe, expect, it } from '@jest/globals';
import type { Decider, Rule } from './decider.js';
import type { Event, FactEvent } from './event.js';
import { foldOf } from './fold.js';
import { by, eventId, malformed, newId, someId, specify, stream } from './specification.js';
import { Refused } from './refusal.js';

type Said = Event<'Said', { id: string }, { text: string }>;
type State = { readonly heard: readonly string[] };

class Say {}

const fold = foldOf<State, Said>(
  'speech',
  { heard: [] },
  {
    Said: (state, { actor, id }) => ({ heard: [...state.heard, actor, id] }),
  },
);
const said = (id = newId(1), text = 'Hello'): Said => ({ type: 'Said', facts: { id }, words: { text } });
const deciding = (
  decide: Rule<State, Say, Said>['decide'],
  reads?: Rule<State, Say, Said>['reads'],
): Decider<State, Said> => ({
  ...fold,
  rules: [{ command: Say, roles: ['editor'], decide, ...(reads && { reads }) }],
});
const saying = deciding((_, __, context) => ({ events: [said(context.newId())] }));

describe('A specification', () => {
  it('passes where exactly these events follow, and fails otherwise', () => {
    specify(saying).given().when(Say, {}).then(said());
    expect(() => specify(saying).given().when(Say, {}).then()).toThrow();
    expect(() => specify(saying).given().when(Say, {}).then(said(), said())).toThrow();
    expect(() =>
      specify(saying)
        .given()
        .when(Say, {})
        .then(said(newId(2))),
    ).toThrow();
    expect(() => specify(saying).given().when(Say, {}).refused('not-found')).toThrow();
  });

  it('passes where the command is refused with this code, and fails otherwise', () => {
    const no = deciding(() => {
      throw new Refused('not-found', 'No.', { id: someId(5) });
    });
    specify(no).given().when(Say, {}).refused('not-found', someId(5));
    expect(() => specify(no).given().when(Say, {}).refused('already-exists')).toThrow();
    expect(() => specify(no).given().when(Say, {}).refused('not-found', someId(6))).toThrow();
    expect(() => specify(no).given().when(Say, {}).then()).toThrow();
    specify(saying)
      .given()
      .when(Say, {}, { roles: ['auditor'] })
      .refused('role-required');
  });

  it('fails where a rule depends on words', () => {
    const peeking: Decider<State, Said> = {
      ...saying,
      evolve: (state, event) => ({ heard: [...state.heard, (event as unknown as Said).words.text] }),
      rules: [
        { command: Say, roles: ['editor'], decide: ({ heard }) => ({ events: [said(newId(1), heard[0] ?? '')] }) },
      ],
    };
    expect(() => specify(peeking).given(said()).when(Say, {})).toThrow(/erasing words/);
  });

  it('fails where the same question gets another answer', () => {
    let calls = 0;
    const moody = deciding(() => ({ events: [said(someId(++calls))] }));
    expect(() => specify(moody).given().when(Say, {})).toThrow(/another answer/);
  });

  it('fails where a rule looks at what it did not announce', () => {
    const looking = deciding((_, __, context) => ({ events: [said(context.state(fold, someId(9)).heard[0])] }));
    const asking = deciding((_, __, context) => ({ events: [said(context.held('domain:rbc.ua'))] }));
    expect(() => specify(looking).given().when(Say, {})).toThrow(/announced/);
    expect(() => specify(asking).given().when(Say, {})).toThrow(/announced/);
  });

  it('hands over the other streams and keys that were announced', () => {
    const reading = deciding(
      (_, __, context) => ({ events: [said(context.state(fold, someId(9)).heard[1] + (context.held('a:b') ?? ''))] }),
      () => ({ streams: [{ fold, id: someId(9) }], keys: ['a:b'] }),
    );
    const beside = { streams: [stream(fold, someId(9), said())], held: { 'a:b': '!' } };
    specify(reading)
      .given()
      .when(Say, {}, beside)
      .then(said(`${eventId(1)}!`));
  });

  it('fails where a word stands among the facts', () => {
    const leaking = deciding(() => ({ events: [said('Hello', 'Hello')] }));
    expect(() => specify(leaking).given().when(Say, {}).then(said('Hello', 'Hello'))).toThrow(/could not be erased/);
  });

  it('says who caused what, and numbers the events', () => {
    const echoing = deciding(({ heard }) => ({ events: heard.map((id) => said(id)) }));
    specify(echoing)
      .given(by(someId(3), said()))
      .when(Say, {})
      .then(said(someId(3)), said(eventId(1)));
    const known: FactEvent<Said> = { type: 'Said', facts: { id: '' }, id: '', actor: '', position: 0, at: '' };
    expect(Object.keys(known)).not.toContain('words');
  });

  it('fails on a malformed body', () => {
    expect(malformed(Say, { loud: true })).toEqual(['loud']);
    expect(() => specify(saying).given().when(Say, { loud: true })).toThrow(/malformed/);
  });
});
