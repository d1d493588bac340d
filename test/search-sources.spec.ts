import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { claimSearch } from '../src/projections/search/claim-search.js';
import { sourceTables } from '../src/projections/search/source-search.reading.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { ANYBODY, type Reader } from '../src/projections/engine/view.js';
import { aClaim, anOutlet, aWork } from './support/claims.js';
import { eraseWords } from './support/erasing.js';
import { startQuestions, type Questioned } from './support/questions.js';
import { SOMEBODY, type Entry } from './support/recording.js';

let questions: Questioned;
const TOLD = { reader: ANYBODY };

interface AskOptions {
  readonly reader?: Reader;
  readonly asOf?: number;
}

const search = (q: string, beside?: AskOptions) => questions.ask(claimSearch, { q }, beside);
const found = async (q: string, beside?: AskOptions): Promise<string[]> =>
  (await search(q, beside)).items.map(({ id }) => id);
const record = (...entries: Entry[]): Promise<number> => questions.record(...entries);

const publishing = (
  made: ReturnType<typeof aClaim>,
  verdictId = v7(),
  facts: object = {},
  words: object = {},
): Entry[] => [made.proposed(verdictId, facts, words), made.published(verdictId)];
const corrected = (id: string, outletId: string | null, words: object): Entry => ({
  ...aWork(id, outletId, words),
  type: 'WorkCorrected',
  words: { ...words, reason: 'Wrong.' },
});

beforeAll(async () => {
  questions = await startQuestions();
});
afterAll(() => questions.end());

describe('What carried a claim', () => {
  const [outlet, work, other] = [v7(), v7(), v7()];
  const [one, two, draft] = [aClaim(), aClaim(), aClaim()];

  beforeAll(async () => {
    await record(
      ...anOutlet(outlet, 'Der Quellbote'),
      aWork(work, outlet, {
        title: 'Gnarrenburg floods again',
        url: 'https://quellbote.example/2024/floods-again?utm_source=x',
      }),
      aWork(other, null, { title: 'Elsewhere', url: 'https://elsewhere.example/1' }),
      one.submitted({}, { text: 'The dam broke at night.' }),
      one.appeared(work),
      two.submitted({}, { text: 'The dam broke at noon.' }),
      two.appeared(work),
      two.appeared(other),
      draft.submitted({}, { text: 'The dam did not break.' }),
      draft.appeared(other),
      ...publishing(one),
    );
  });

  it.each([
    ['the title of a work', 'gnarrenburg floods', 'work-title'],
    ['a word of its address', 'quellbote', 'work-address'],
    ['its address, however it is written', 'http://www.quellbote.example/2024/floods-again/', 'work-address'],
    ['its outlet', 'der quellbote', 'outlet-name'],
    ['some words of the claim and others of the work', 'gnarrenburg night', 'work-title'],
  ])('finds it by %s, and says where', async (_, q, part) => {
    const { items } = await search(q);
    expect(items.map(({ id }) => id)).toContain(one.id);
    const item = items.find(({ id }) => id === one.id);
    expect(item?.highlights.map((each) => each.part)).toContain(part);
    expect(await found(q, TOLD)).toEqual([one.id]);
  });

  it('finds each claim of a work, once', async () => {
    expect(new Set(await found('gnarrenburg'))).toEqual(new Set([one.id, two.id]));
    const { items, counts } = await search('dam quellbote');
    expect([items.length, counts?.total.count]).toEqual([2, 2]);
  });

  it('finds nothing by what tells no pages apart, nor by what other claims have', async () => {
    for (const q of ['https', 'utm_source', '2024']) expect(await found(q)).toEqual([]);
    expect(await found('gnarrenburg -dam')).toEqual([]);
    expect(await found('elsewhere night')).toEqual([]);
    expect(await found('https://quellbote.example/2024/other')).toEqual([]);
  });

  it('comes after claims that say the words themselves', async () => {
    const said = aClaim();
    await record(said.submitted({}, { text: 'Gnarrenburg has a mayor.' }));
    expect((await found('gnarrenburg'))[0]).toBe(said.id);
  });

  it('is known to strangers by what is public, from then on and as long as it is', async () => {
    expect(await found('elsewhere', TOLD)).toEqual([]);
    const published = await record(...publishing(two));
    expect(await found('elsewhere', TOLD)).toEqual([two.id]);
    expect(await found('elsewhere', { ...TOLD, asOf: published - 1 })).toEqual([]);
    await record(two.entry('PublicationWithheld', { basis: 'court-order' }, { reason: 'By order.' }));
    expect([await found('elsewhere', TOLD), await found('quellbote', TOLD)]).toEqual([[], [one.id]]);
    const { rows } = await questions.recording.pool.query(
      `select word from ${sourceTables(false).words} where word = 'elsewhere'`,
    );
    expect(rows).toEqual([]);
    await record(two.entry('WithholdingLifted', {}, { reason: 'The order was lifted.' }));
    expect(new Set(await found('quellbote', TOLD))).toEqual(new Set([one.id, two.id]));
  });

  it('is what it was then, and what it is now', async () => {
    const before = await record(corrected(other, outlet, { title: 'Nowhere', url: 'https://nowhere.example/1' }));
    expect(new Set(await found('nowhere'))).toEqual(new Set([two.id, draft.id]));
    expect(await found('nowhere', { asOf: before - 1 })).toEqual([]);
    expect(await found('nowhere', TOLD)).toEqual([two.id]);
    // Its outlet is another now.
    expect(await found('quellbote')).toContain(draft.id);
    expect(await found('quellbote', { asOf: before - 1 })).not.toContain(draft.id);
  });

  it('is gone with an appearance that was withdrawn', async () => {
    const [appearanceId, late] = [v7(), v7()];
    const claim = aClaim();
    await record(
      aWork(late, null, { title: 'Mirkelbach burns' }),
      claim.submitted({}, { text: 'A barn burnt.' }),
      claim.appeared(late, late, appearanceId),
      ...publishing(claim),
    );
    for (const beside of [{}, TOLD]) expect(await found('mirkelbach', beside)).toEqual([claim.id]);
    await record(claim.entry('AppearanceWithdrawn', { appearanceId }, { reason: 'Not there.' }));
    for (const beside of [{}, TOLD]) expect(await found('mirkelbach', beside)).toEqual([]);
  });
});

describe('What a verdict rests on, and says', () => {
  it('finds its claim: to who works here at once, to strangers with its publication', async () => {
    const claim = aClaim();
    const [verdictId, cited, uncited] = [v7(), v7(), v7()];
    await record(
      claim.submitted({}, { text: 'A tax was raised.' }),
      claim.attached(cited, {}, { title: 'Statute of Brockelsen' }),
      claim.attached(uncited, {}, { title: 'Rumour of Dunkelheim' }),
      claim.proposed(
        verdictId,
        { evidence: [{ evidenceId: cited, eventId: v7(), originId: v7() }] },
        { summary: 'The Vorstadt ledger shows it.' },
      ),
    );
    expect([await found('brockelsen'), await found('dunkelheim'), await found('vorstadt')]).toEqual([
      [claim.id],
      [claim.id],
      [],
    ]);
    for (const q of ['brockelsen', 'dunkelheim', 'vorstadt']) expect(await found(q, TOLD)).toEqual([]);
    const at = await record(claim.published(verdictId));
    for (const beside of [{}, TOLD]) {
      expect(await found('brockelsen', beside)).toEqual([claim.id]);
      expect(await found('vorstadt', beside)).toEqual([claim.id]);
      expect(await found('vorstadt', { ...beside, asOf: at - 1 })).toEqual([]);
    }
    expect(await found('dunkelheim', TOLD)).toEqual([]);
    const { items } = await search('vorstadt tax');
    expect(items[0]?.highlights.map(({ part }) => part)).toEqual(['wording', 'verdict-summary']);
  });

  it('finds nothing by what is confidential, or has become so', async () => {
    const claim = aClaim();
    const evidenceId = v7();
    const facts = { evidenceId, stance: 'supports', source: 'primary', sourceKind: 'person', originId: v7() } as const;
    await record(
      claim.submitted({}, { text: 'A minister left.' }),
      claim.attached(evidenceId, { evidenceId }, { title: 'Note of Hasselgruen' }),
    );
    expect(await found('hasselgruen')).toEqual([claim.id]);
    await record(
      claim.entry(
        'EvidenceCorrected',
        { ...facts, confidential: { knownBy: [SOMEBODY] } },
        { title: 'Talk with Immerwahr', trustedBecause: 'Known.', reason: 'To be kept.' },
      ),
    );
    expect([await found('hasselgruen'), await found('immerwahr')]).toEqual([[], []]);
  });
});

describe('An erasure of a source', () => {
  it('leaves no trace of its words', async () => {
    const claim = aClaim();
    const work = v7();
    const position = await record(
      aWork(work, null, { title: 'Grubenhagen scandal', url: 'https://grubenhagen.example/1' }),
    );
    await record(claim.submitted({}, { text: 'A scandal.' }), claim.appeared(work), ...publishing(claim));
    for (const beside of [{}, TOLD]) expect(await found('grubenhagen', beside)).toEqual([claim.id]);
    const erased = await eraseWords(questions.recording.ledger, {
      positions: [position],
      basis: 'data-protection',
      actor: SOMEBODY,
      role: 'admin',
      causation: v7(),
    });
    expect(await questions.engine.waitForPosition(PROJECTIONS, erased.position, 20_000)).toBe(true);
    for (const staff of [true, false]) {
      const { texts, docs, words } = sourceTables(staff);
      const { rows } = await questions.recording.pool.query(
        `select (select count(*) from ${texts} where vector::text like '%grubenhagen%')
          + (select count(*) from ${docs} where vector::text like '%grubenhagen%')
          + (select count(*) from ${words} where word like '%grubenhagen%') as n`,
      );
      expect(rows).toEqual([{ n: '0' }]);
    }
  });
});
