import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { outdatedReservations } from '../src/audit/outdated-reservations.js';
import { renewReservations } from '../src/audit/renew-reservations.js';
import { originKeys } from '../src/kernel/names.js';
import type { Reservation } from '../src/kernel/decider.js';
import { addressKeys } from '../src/works/address.js';
import { SOMEBODY, startRecording, type Recording } from './support/recording.js';

let recording: Recording;
beforeAll(async () => {
  recording = await startRecording();
});
afterAll(() => recording.end());

/** Appends an event that holds its keys of the version before only, as the release before did. */
async function record(
  stream: string,
  type: string,
  facts: object,
  words: object,
  reserve: Reservation[],
): Promise<void> {
  await recording.ledger.append({
    events: [{ id: v7(), stream, type, facts, words, reserve }],
    expected: new Map([[stream, 0]]),
    actor: SOMEBODY,
    role: 'editor',
    causation: v7(),
  });
}

const claimed = (name: string, claimantId: string) =>
  record(
    `claim-${v7()}`,
    'ClaimSubmitted',
    { wordingId: v7(), kind: 'event', language: 'en', claimantId, claimedOnBasis: 'unknown', topics: [] },
    { text: 'A claim', claimant: { name } },
    [{ key: originKeys(name)[1], id: claimantId, ofWords: true }],
  );
const recorded = (url: string, id: string, keys: readonly string[] = [addressKeys(url)[1]]) =>
  record(
    `work-${id}`,
    'WorkRecorded',
    { outletId: null, outletBasis: 'unknown', publishedOnBasis: 'unknown', reservationId: id },
    { url },
    keys.map((key) => ({ key, id, ofWords: true })),
  );

describe('Reservations of the release before', () => {
  const [first, later, other, work, copy, freed] = [v7(), v7(), v7(), v7(), v7(), v7()];

  beforeAll(async () => {
    await claimed("People's Daily", first);
    await claimed('People’s Daily', later);
    await claimed('Reuters', other);
    await claimed('REUTERS', other);
    await recorded('https://e.org/1', work);
    await recorded('https://e.org/1?fbclid=x', copy);
    // An address that a correction has freed since is held by nothing.
    await recorded('https://e.org/freed', freed, []);
  });

  const held = async (key: string) => (await recording.ledger.read.held([key])).get(key);

  it('are told of as long as they are not computed anew', async () => {
    expect(await outdatedReservations(recording.ledger.read)).toEqual(['origin', 'url']);
  });

  it('are told of, too, once names have come in by the newest rules', async () => {
    const [id, name] = [v7(), 'Newest Agency'];
    const words = { text: 'A claim', claimant: { name } };
    const facts = {
      wordingId: v7(),
      kind: 'event',
      language: 'en',
      claimantId: id,
      claimedOnBasis: 'unknown',
      topics: [],
    };
    const keys = originKeys(name).map((key) => ({ key, id, ofWords: true }));
    await record(`claim-${v7()}`, 'ClaimSubmitted', facts, words, keys);
    expect(await outdatedReservations(recording.ledger.read)).toEqual(['origin', 'url']);
  });

  it('are computed anew under the newest keys: of several with one key the earliest has it', async () => {
    const { reserved, shared } = await renewReservations(recording.database.ownerUrl);
    expect(reserved).toBe(5);
    expect(shared).toEqual([
      { kind: 'origin', keptBy: first, others: [later] },
      { kind: 'url', keptBy: work, others: [copy] },
    ]);
    expect(await held(originKeys('PEOPLE‘S DAILY.')[0])).toBe(first);
    expect(await held(originKeys('Reuters.')[0])).toBe(other);
    expect(await held(addressKeys('https://m.e.org/1?utm_source=x')[0])).toBe(work);
    expect(await held(addressKeys('https://e.org/freed')[0])).toBeUndefined();
  });

  it('keep what they held under the keys before', async () => {
    expect(await held(originKeys('People’s Daily')[1])).toBe(later);
    expect(await held(addressKeys('https://e.org/1?fbclid=x')[1])).toBe(copy);
  });

  it('are the same computed again', async () => {
    expect((await renewReservations(recording.database.ownerUrl)).reserved).toBe(5);
    expect(await outdatedReservations(recording.ledger.read)).toEqual([]);
  });

  it('are no business of who does not own the ledger', async () => {
    await expect(renewReservations(recording.database.appUrl)).rejects.toMatchObject({ code: 'not-the-owner' });
  });
});
