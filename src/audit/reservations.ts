import { kindOf, type KeyEvent, type ReservationFold, type ReservationRow } from '../kernel/reservations.js';
import { upcastFacts, upcastWords } from '../ledger/upcast.js';
import type { Finding } from './verify/findings.js';
import type { Entry } from './verify/history.js';
import { objectIn } from './verify/own-facts.js';

/** An event that was checked, as far as keys go. */
export function keyEventOf({ position, place, head, facts, words }: Entry, type: string, at: string): KeyEvent {
  const schema = Number(objectIn(head?.bytes ?? Buffer.alloc(0)).schema);
  return {
    position,
    stream: place?.stream ?? '',
    type,
    at,
    facts: upcastFacts(type, schema, facts ? objectIn(facts.bytes) : {}),
    words: words ? upcastWords(type, schema, objectIn(words.bytes)) : null,
  };
}

/** Where the rows that stand are not what the events make of them. Keys may be words, so only their kind is told. */
export function reservationFindings(holders: ReservationFold, standing: readonly ReservationRow[]): readonly Finding[] {
  const { unfounded, missing } = holders.compare(standing);
  const finding = (code: Finding['code'], { key, position, stream }: ReservationRow, there: boolean): Finding => ({
    code,
    position,
    stream,
    at: `reservation of a ${kindOf(key)}`,
    expected: there ? 'no such row' : 'a row as the events give it',
    found: there ? 'a row' : 'none',
  });
  return [
    ...unfounded.slice(0, NAMED).map((row) => finding('reservation-unfounded', row, true)),
    ...missing.slice(0, NAMED).map((row) => finding('reservation-missing', row, false)),
  ];
}

/** Of each code so many are named. */
const NAMED = 20;
