import { takingKeys, type KeyChange, type KeyEvent, type KeyRules } from '../kernel/reservations.js';
import { addressKeys } from './address.js';
import type { WorkEvent, WorkRecorded } from './work.events.js';

const takingAddress = ({ facts, words }: KeyEvent): KeyChange[] => {
  const { reservationId: id } = facts as WorkRecorded['facts'];
  const { url } = (words ?? {}) as WorkRecorded['words'];
  if (id === undefined || url === undefined) return [];
  return takingKeys(addressKeys(url), { id, ofWords: true, how: 'alone' });
};

/** What a work's events do to the keys of addresses. A correction may free one that it does not name. */
export const workKeys: KeyRules = {
  WorkRecorded: takingAddress,
  WorkCorrected: (event) => [{ freesOf: 'url', certain: false }, ...takingAddress(event)],
} satisfies { readonly [Type in WorkEvent['type']]?: KeyRules[string] };
