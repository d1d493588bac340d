import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { originKeys } from '../src/kernel/names.js';
import { claimSimilar, type SimilarArgs } from '../src/projections/search/claim-similar.js';
import type { SimilarClaimsView, SimilarClaimView } from '../src/projections/search/claim-similar.views.js';
import { ANYBODY } from '../src/projections/engine/view.js';
import { addressKeys } from '../src/works/address.js';
import { aClaim, aWork } from './support/claims.js';
import { EDITOR, startQuestions, type Questioned } from './support/questions.js';
import { SOMEBODY, type Entry } from './support/recording.js';

let questions: Questioned;

const similar = (args: SimilarArgs, reader = EDITOR): Promise<SimilarClaimsView> =>
  questions.ask(claimSimilar, args, { reader });
const record = (...entries: Entry[]): Promise<number> => questions.record(...entries);
/** Gives a key to something, with a work that is recorded. */
const hold = async (key: string, id: string): Promise<void> => {
  const { stream, type, facts, words = {} } = aWork(v7(), null);
  await questions.recording.ledger.append({
    events: [{ id: v7(), stream, type, facts, words, reserve: [{ key, id, ofWords: true }] }],
    expected: new Map([[stream, 0]]),
    actor: SOMEBODY,
    role: 'editor',
    causation: v7(),
  });
};

const said = (text: string, language = 'en', facts: object = {}, words: object = {}) => {
  const made = aClaim();
  return { made, entry: made.submitted({ language, ...facts }, { text, ...words }) };
};
const of = ({ items }: SimilarClaimsView, id: string): SimilarClaimView | undefined =>
  items.find(({ claim }) => claim.id === id);
const kinds = (item: SimilarClaimView | undefined): string[] | undefined => item?.reasons.map(({ kind }) => kind);

beforeAll(async () => {
  questions = await startQuestions();
  for (let i = 0; i < 40; i += 1)
    await questions.recording.record(said(`The council of town ${i} met on a rainy day.`).entry);
});
afterAll(() => questions.end());

describe('The same', () => {
  it('is a claim that says just that, in the wording in use or a translation of it', async () => {
    const { made, entry } = said('Velmora sent 3,000 engineers to the coast.');
    const { wordingId } = entry.facts as { wordingId: string };
    const translated = { translationId: v7(), wordingId, language: 'de' };
    await record(entry, made.entry('ClaimTranslated', translated, { text: 'Velmora schickte 3.000 Ingenieure.' }));
    const spellings: SimilarArgs[] = [
      { text: 'velmora SENT “3 000” engineers – to the coast', language: 'en' },
      { text: 'Velmora schickte 3000 Ingenieure', language: 'de' },
    ];
    for (const args of spellings) {
      const { items } = await similar(args);
      expect([items[0]?.claim.id, items[0]?.same, items[0]?.score, kinds(items[0])]).toEqual([
        made.id,
        true,
        1,
        ['same-wording'],
      ]);
    }
  });

  it('is no claim that said so once', async () => {
    const { made, entry } = said('Brindlewick burned down.');
    await record(
      entry,
      made.entry(
        'ClaimReworded',
        { wordingId: v7(), language: 'en', kind: 'event' },
        { text: 'Half of Brindlewick burned.' },
      ),
    );
    const item = of(await similar({ text: 'Brindlewick burned down', language: 'en' }), made.id);
    expect([item?.same, kinds(item)]).toEqual([false, ['earlier-wording']]);
  });

  it.each([
    ['another number', 'Drumlochty sold 12,000 boats in 2023.', 'differing-number'],
    ['a negation', 'Drumlochty did not sell 4,000 boats in 2023.', 'negation'],
  ])('is none with %s, which lowers it and is told', async (_, text, reason) => {
    const { made, entry } = said('Drumlochty sold 4,000 boats in 2023.');
    await record(entry);
    const answer = await similar({ text, language: 'en' });
    const item = of(answer, made.id);
    const exact = of(await similar({ text: 'Drumlochty sold some 4,000 boats in 2023.', language: 'en' }), made.id);
    expect([item?.same, item?.reasons.at(-1)]).toMatchObject([false, { kind: reason, lowers: true }]);
    expect(item?.score).toBeLessThan(exact?.score ?? 0);
  });
});

describe('A suggestion', () => {
  it('comes of rare words that are shared, misspelt ones too, and not of common ones', async () => {
    const { made, entry } = said('The Fennimore observatory met its match on a day in Quexley.');
    await record(entry);
    const { items } = await similar({ text: 'A scandal at the Fenimore observatory of Quexly', language: 'en' });
    expect(items.map(({ claim }) => claim.id)).toEqual([made.id]);
    expect(items[0]?.reasons[0]).toMatchObject({ kind: 'shared-words', lowers: false });
    expect(items[0]?.reasons[0]?.words).toEqual(expect.arrayContaining(['fenimore', 'quexly', 'observatory']));
  });

  it('comes of a number with its unit in another language', async () => {
    const { made, entry } = said('Gorland lost 7,431 soldiers.');
    await record(entry);
    const item = of(await similar({ text: 'Горландія втратила 7431 солдата', language: 'uk' }), made.id);
    expect(item?.reasons).toMatchObject([
      { kind: 'shared-words' },
      { kind: 'shared-number', given: [{ value: '7431', unit: 'soldiers' }] },
    ]);
  });

  it('comes of the address, of what stands there as an upstream, and of the claimant on a near day', async () => {
    const [workId, claimantId] = [v7(), v7()];
    await hold(addressKeys('https://news.example.org/one')[0], workId);
    await hold(originKeys('Ludmilla Harkness')[1], claimantId);
    const day = { claimedOn: '2025-03-10', claimedOnBasis: 'stated', claimantId };
    const [carried, relayed, spoken, longAgo] = [
      said('One.'),
      said('Two.'),
      said('Three.', 'en', day),
      said('Four.', 'en', { ...day, claimedOn: '2020-03-10' }),
    ];
    const appearanceId = v7();
    await record(
      ...[carried, relayed, spoken, longAgo].map(({ entry }) => entry),
      carried.made.appeared(workId),
      relayed.made.appeared(v7(), undefined, appearanceId),
      relayed.made.entry('UpstreamAttributed', {
        upstreamId: v7(),
        of: { appearanceId },
        kind: 'work',
        workId,
        originId: workId,
        relation: 'credited-rewrite',
        translated: false,
        basis: 'credited',
      }),
    );
    const answer = await similar({
      text: 'Nothing alike',
      workKeys: addressKeys('http://www.news.example.org/one/#top'),
      claimantKeys: originKeys('LUDMILLA  Harkness'),
      claimedOn: '2025-03-12',
    });
    expect([carried, relayed, spoken, longAgo].map(({ made }) => kinds(of(answer, made.id)))).toEqual([
      ['same-address'],
      ['same-upstream'],
      ['same-claimant'],
      undefined,
    ]);
    expect(of(answer, spoken.made.id)?.reasons[0]?.days).toBe(2);
  });

  it('is given to who works here only', async () => {
    await expect(similar({ text: 'Anything' }, ANYBODY)).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each(['', '!!!', 'a', '\u200b', 'the of and', '0', '"', 'x '.repeat(1000)])(
    'is sought for any text: %s',
    async (text) => {
      await expect(similar({ text, language: 'en' })).resolves.toMatchObject({ stale: false });
    },
  );
});
