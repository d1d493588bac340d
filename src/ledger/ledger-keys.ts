import { rule } from '../kernel/decider.js';
import type { Event } from '../kernel/event.js';
import { withEntry } from '../kernel/fold.js';
import { Refused } from '../kernel/refusal.js';
import { NoteRejected, parseVkey } from '../kernel/signed-note.js';
import { AdoptSigningKey, RetireSigningKey } from './ledger.commands.js';
import type { LedgerEvent } from './ledger.events.js';

/**
 * Why a command about the log's signing keys is refused.
 *
 * - `key-malformed`, `key-of-another-log`: no Ed25519 vkey, or one under another name than the log's.
 * - `key-adopted`: it is, or was, one of the log's keys.
 * - `two-keys-in-force`: a key and its successor are in force; the older one retires first.
 * - `no-such-key`, `only-key`: the key is not in force, or is the only one, without which nothing could be signed.
 */
type KeyRefusal =
  'key-malformed' | 'key-of-another-log' | 'key-adopted' | 'two-keys-in-force' | 'no-such-key' | 'only-key';

const refuse = (code: KeyRefusal, message: string): never => {
  throw new Refused<KeyRefusal>(code, message);
};

type Adopted = Extract<LedgerEvent, Event<'SigningKeyAdopted'>>;
type Retired = Extract<LedgerEvent, Event<'KeyRetired'>>;

/** What a rule knows of the log's keys. */
export interface KeysState {
  /** What the first key was adopted with; absent before that. */
  readonly founded?: Omit<Adopted['facts'], 'vkey'>;
  /** Whether a key is in force, by its vkey, oldest first. */
  readonly keys: ReadonlyMap<string, boolean>;
}

/** How adopting a key changes what is known of them. */
export const adopted = <State extends KeysState>(state: State, { vkey, ...founded }: Adopted['facts']): State => ({
  ...state,
  founded: state.founded ?? founded,
  keys: withEntry(state.keys, vkey, true),
});

/** How retiring a key changes what is known of them. */
export const retired = <State extends KeysState>(state: State, { vkey }: Retired['facts']): State => ({
  ...state,
  keys: withEntry(state.keys, vkey, false),
});

const inForce = ({ keys }: KeysState): string[] => [...keys].filter(([, valid]) => valid).map(([vkey]) => vkey);

const nameIn = (vkey: string): string => {
  try {
    return parseVkey(vkey).name;
  } catch (error) {
    if (error instanceof NoteRejected) return refuse('key-malformed', 'This is no Ed25519 vkey (C2SP signed-note).');
    throw error;
  }
};

/** Keys are the operator's: who may change them can sign, and lies outside the ledger. */
export const adoptKey = rule<KeysState, AdoptSigningKey, Adopted>({
  command: AdoptSigningKey,
  roles: ['system'],
  decide: (state, { vkey }) => {
    const { founded } = state;
    if (!founded || nameIn(vkey) !== founded.origin)
      return refuse('key-of-another-log', `A key of this log is named ${founded?.origin ?? 'by its first one'}.`);
    if (state.keys.has(vkey)) refuse('key-adopted', 'This is, or was, a key of this log.');
    if (inForce(state).length > 1) refuse('two-keys-in-force', 'Two keys are in force: retire the older one first.');
    return { events: [{ type: 'SigningKeyAdopted', facts: { ...founded, vkey }, words: {} }] };
  },
});

/** The key signs no more. What it signed stays signed: verifiers of what is old need it still. */
export const retireKey = rule<KeysState, RetireSigningKey, Retired>({
  command: RetireSigningKey,
  roles: ['system'],
  decide: (state, { vkey }) => {
    const valid = inForce(state);
    if (!valid.includes(vkey)) refuse('no-such-key', 'This is no key in force.');
    if (valid.length === 1) refuse('only-key', 'Without this key nothing could be signed: adopt another first.');
    return { events: [{ type: 'KeyRetired', facts: { vkey }, words: {} }] };
  },
});
