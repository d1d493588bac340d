import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { eraseWords } from './support/erasing.js';
import type { ClaimListView } from '../src/projections/claims/claim-list.views.js';
import { claimSearchProjection } from '../src/projections/search/claim-search.projection.js';
import type { ClaimListArgs } from '../src/projections/claims/claim-list.js';
import { claimSearch } from '../src/projections/search/claim-search.js';
import { searchTables } from '../src/projections/search/claim-search.reading.js';
import { claimSimilar } from '../src/projections/search/claim-similar.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { tableOf } from '../src/projections/engine/store.js';
import { ANYBODY, type Reader } from '../src/projections/engine/view.js';
import { aClaim, anOutlet, aWork } from './support/claims.js';
import { startQuestions, type Questioned } from './support/questions.js';
import { SOMEBODY, type Entry } from './support/recording.js';

const [ALL, OPEN] = [searchTables(true), searchTables(false)];

let questions: Questioned;

interface AskOptions {
  readonly reader?: Reader;
  readonly asOf?: number;
}

const ask: Questioned['ask'] = (view, args, beside) => questions.ask(view, args, beside);
const search = (args: ClaimListArgs | string, beside?: AskOptions): Promise<ClaimListView> =>
  ask(claimSearch, typeof args === 'string' ? { q: args } : args, beside);
const found = async (args: ClaimListArgs | string, beside?: AskOptions): Promise<string[]> =>
  (await search(args, beside)).items.map(({ id }) => id);
const refusedWith = (code: string) => expect.objectContaining({ code }) as unknown as Error;

const record = (...entries: Entry[]): Promise<number> => questions.record(...entries);

beforeAll(async () => {
  questions = await startQuestions();
});
afterAll(() => questions.end());

/** A claim with that text and no more. */
const said = (text: string, language = 'en', facts: object = {}, words: object = {}) => {
  const made = aClaim();
  return { made, entry: made.submitted({ language, ...facts }, { text, ...words }) };
};
const publishing = (made: ReturnType<typeof aClaim>, verdictId: string = v7()): Entry[] => [
  made.proposed(verdictId),
  made.published(verdictId),
];

interface Planted {
  readonly name: string;
  readonly text: string;
  readonly language: string;
  readonly claimant?: string;
  readonly claimantId?: string;
  readonly topics?: string[];
  readonly translations?: readonly { readonly language: string; readonly text: string }[];
  readonly reworded?: string;
  readonly excerpt?: string;
  readonly work?: { readonly title: string; readonly url: string; readonly outlet: string };
  readonly evidence?: string;
  readonly summary?: string;
}
interface Query {
  readonly q?: string;
  readonly similar?: { readonly text: string; readonly language: string };
  /** Names with `|` between; null: nothing may be found. */
  readonly first: string | null;
  /** What must not be found. */
  readonly none?: readonly string[];
  readonly same?: boolean;
  readonly reason?: string;
  readonly why: string;
}
const { claims, queries } = JSON.parse(readFileSync('bench/search/queries.json', 'utf8')) as {
  claims: readonly Planted[];
  queries: readonly Query[];
};

/** What carried a claim, and what its published verdict rests on and says. */
function sourcesOf(
  made: ReturnType<typeof aClaim>,
  { work, evidence, summary }: Pick<Planted, 'work' | 'evidence' | 'summary'>,
): Entry[] {
  const [outletId, workId, evidenceId, verdictId] = [v7(), v7(), v7(), v7()];
  const pinned = evidence === undefined ? [] : [{ evidenceId, eventId: v7(), originId: v7() }];
  return [
    ...(work
      ? [...anOutlet(outletId, work.outlet), aWork(workId, outletId, { title: work.title, url: work.url })]
      : []),
    ...(work ? [made.appeared(workId)] : []),
    ...(evidence === undefined ? [] : [made.attached(evidenceId, {}, { title: evidence })]),
    made.proposed(verdictId, { evidence: pinned }, summary === undefined ? {} : { summary }),
    made.published(verdictId),
  ];
}

describe('What must come first', () => {
  const ids = new Map<string, string>();

  beforeAll(async () => {
    const claimants = new Map<string, string>();
    for (const { name, text, language, claimant, claimantId, topics = [], translations = [], ...more } of claims) {
      const party = claimantId ?? claimant;
      if (party && !claimants.has(party)) claimants.set(party, v7());
      const facts = { claimantId: claimants.get(party ?? '') ?? null, topics };
      const { made, entry } = said(text, language, facts, claimant ? { claimant: { name: claimant } } : {});
      const { wordingId } = entry.facts as { wordingId: string };
      ids.set(name, made.id);
      await questions.recording.record(
        entry,
        ...translations.map((each) =>
          made.entry(
            'ClaimTranslated',
            { translationId: v7(), wordingId, language: each.language },
            { text: each.text },
          ),
        ),
        ...(more.reworded
          ? [made.entry('ClaimReworded', { wordingId: v7(), language, kind: 'event' }, { text: more.reworded })]
          : []),
        ...(more.excerpt ? [made.appeared(v7(), undefined, undefined, { excerpt: more.excerpt })] : []),
        ...sourcesOf(made, more),
      );
    }
    const places = ['Aldport', 'Birkham', 'Coldwater', 'Norvania', 'Harnwick', 'Ostmarken'];
    const things = ['soldiers', 'vaccines', 'bridges', 'schools', 'prices', 'doctors', 'ministers'];
    for (let i = 0; i < 300; i += 1) {
      const text = `In ${2000 + (i % 25)} ${places[i % 6]} had ${i * 37} ${things[i % 7]}, the ${things[(i * 5) % 7]} said.`;
      const { made, entry } = said(text);
      await questions.recording.record(entry, ...(i % 2 === 0 ? publishing(made) : []));
    }
    await record(said('The last of them.').entry);
  });

  it.each(queries.map((query) => [query.q ?? query.similar?.text, query] as const))('%s', async (_, query) => {
    const wanted = query.first?.split('|').map((name) => ids.get(name)) ?? [undefined];
    if (query.q !== undefined) {
      for (const beside of [{}, { reader: ANYBODY }]) {
        const all = await found(query.q, beside);
        expect(wanted).toContain(all[0]);
        for (const name of query.none ?? []) expect(all).not.toContain(ids.get(name));
      }
      return;
    }
    const { items } = await ask(claimSimilar, query.similar ?? { text: '' });
    expect(wanted).toContain(items[0]?.claim.id);
    expect(items[0]?.same).toBe(query.same);
    if (query.reason) expect(items[0]?.reasons.map(({ kind }) => kind)).toContain(query.reason);
  });
});

describe('A query', () => {
  let id: string;
  beforeAll(async () => {
    const { made, entry } = said('Quillfeather dams were drained, the quenchford mayor said.');
    id = made.id;
    await record(entry, said('Quillfeather dams were filled.').entry);
  });

  it.each([
    ['all words are needed', 'quillfeather quenchford', 1],
    ['either of two', 'quenchford OR filled quillfeather', 2],
    ['an unwanted word', 'quillfeather -quenchford', 1],
    ['an unwanted phrase', 'quillfeather -"dams were filled"', 1],
    ['words in another order are no phrase', '"drained were"', 0],
    ['a phrase is not mended', '"quillfeathr dams"', 0],
    ['a quote without its end', '"quillfeather dams', 2],
  ])('says %s', async (_, q, count) => {
    const { items, counts } = await search(q);
    expect([items.length, counts?.total]).toEqual([count, { count, more: false }]);
  });

  it.each([
    '!!!',
    '& | ! ( ) <-> :*',
    '"" - -- OR OR',
    "' \\ '' \\' ; drop table",
    '-"',
    '😀 👩‍👩‍👧',
    '\u202e\u200b',
    'a'.repeat(500),
    '<'.repeat(500),
    'OR '.repeat(160),
    '-x '.repeat(160),
    'a b '.repeat(125),
    '1,2.3 '.repeat(80),
    '"'.repeat(499),
  ])('of any signs has an answer: %s', async (q) => {
    await expect(search(q)).resolves.toMatchObject({ stale: false });
  });

  it.each(['!!!', '"" - --', '\u202e\u200b'])(
    'of signs alone says that there is nothing to look for: %s',
    async (q) => {
      const { items, counts, notices } = await search(q);
      expect([items, counts?.total.count, notices.map(({ code }) => code)]).toEqual([[], 0, ['nothing-to-look-for']]);
    },
  );

  it('of a picture finds it', async () => {
    const { made, entry } = said('Quillfeather to the moon 🪁🪁');
    await record(entry, said('Quillfeather to the sea 🌊').entry);
    for (const q of ['🪁', 'quillfeather 🪁']) expect(await found(q)).toEqual([made.id]);
    expect((await search('🛸')).items).toEqual([]);
  });

  it.each([
    'Grobnitz -not Hempel- won OR drew',
    '-Grobnitz said no',
    'Grobnitz OR die',
    'He said "Grobnitz -once-" -and left',
  ])('that is the text of a claim is read as that: %s', async (text) => {
    const { made, entry } = said(text);
    await record(entry, said(`${text} and more`).entry, said('Grobnitz').entry);
    const { items, notices } = await search(text);
    expect([items[0]?.id, notices]).toEqual([made.id, []]);
  });

  it('finds first what says just that, however much else a claim says', async () => {
    const { made, entry } = said('Vintervik closed.');
    const { wordingId } = entry.facts as { wordingId: string };
    await record(
      entry,
      made.entry(
        'ClaimTranslated',
        { translationId: v7(), wordingId, language: 'de' },
        { text: 'Ist zu. '.repeat(40) },
      ),
      said('Vintervik closed again.').entry,
    );
    expect((await found('vintervik CLOSED'))[0]).toBe(made.id);
  });

  it('says under what else words are looked for', async () => {
    const { made, entry } = said('Kyiv paid Ramelsund.');
    await record(entry);
    const { items, notices } = await search('Kiev ramelsund');
    expect(items.map(({ id }) => id)).toEqual([made.id]);
    expect(notices).toMatchObject([{ code: 'other-name', words: ['kiev'] }]);
    expect(notices[0]?.also).toContain('kyiv');
    expect((await search('Kyiv ramelsundt')).notices).toMatchObject([
      { code: 'other-name', words: ['kyiv'] },
      { code: 'near-words', words: ['ramelsundt'], also: ['ramelsund'] },
    ]);
  });

  it.each([
    ['Бремзлер', 'Bremzler'],
    ['Bremzler', 'Бремзлера'],
    ['Goltvinsky', 'Ґолтвінський'],
    ['Papandropoulos', 'Παπανδρόπουλος'],
  ])('finds a name in another script: %s', async (name, written) => {
    const { made, entry } = said(`${written} Quastenfeld.`, 'und');
    await record(entry);
    expect(await found(`${name} quastenfeld`)).toContain(made.id);
  });

  it('tells where in a text its words stand', async () => {
    const [first] = (await search('drain quenchford')).items;
    expect(first?.id).toBe(id);
    const [highlight] = first?.highlights ?? [];
    expect(highlight?.found.map(({ start, end }) => highlight.text.slice(start, end))).toEqual([
      'drained',
      'quenchford',
    ]);
  });
});

describe('A list of what is found', () => {
  const topic = 'larkspur';
  beforeAll(async () => {
    for (let i = 0; i < 30; i += 1) {
      const { made, entry } = said(`Larkspurt number ${i} of thirty.`, i % 3 ? 'en' : 'fr', {
        topics: [topic, `t-${i % 2}`],
      });
      await questions.recording.record(entry, ...(i < 10 ? publishing(made) : []));
    }
    await record(said('Larkspurt comes last.', 'en', { claimedOn: '2025-01-01', claimedOnBasis: 'stated' }).entry);
  });

  it('goes on where its page ended, though more came in since', async () => {
    const first = await search({ q: 'larkspurt', limit: 20 });
    await record(said('Larkspurt larkspurt larkspurt came later.').entry);
    const second = await search({ cursor: first.nextCursor ?? '', limit: 20 });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([ids.length, new Set(ids).size, second.nextCursor]).toEqual([31, 31, null]);
    expect(second.counts?.total).toEqual({ count: 31, more: false });
  });

  it('takes the cursors of no other query', async () => {
    const { nextCursor } = await search({ q: 'larkspurt', limit: 5 });
    for (const wrong of [{ q: 'other' }, { q: 'larkspurt', kind: 'quantity' as const }]) {
      await expect(search({ ...wrong, cursor: nextCursor ?? '' })).rejects.toThrow(refusedWith('cursor-invalid'));
    }
  });

  it('counts each filter as if that one were not set', async () => {
    const { counts } = await search({ q: 'larkspurt', topic: 't-1', language: 'fr' });
    expect(counts?.total.count).toBe(5);
    expect(Object.fromEntries(counts?.topic.map(({ value, count }) => [value, count]) ?? [])).toMatchObject({
      't-0': 5,
      't-1': 5,
    });
    expect(counts?.language.map(({ value, count }) => [value, count])).toEqual([
      ['en', 10],
      ['fr', 5],
    ]);
    expect(counts?.status.map(({ value, count }) => [value, count])).toEqual([
      ['open', 3],
      ['published', 2],
    ]);
  });

  it('is ordered by a day when asked', async () => {
    const { items } = await search({ q: 'larkspurt', sort: 'claimedOn', limit: 1 });
    expect(items[0]?.claimedOn).toBe('2025-01-01');
  });

  it('counts what its outlets carried', async () => {
    const [outletId, workId] = [v7(), v7()];
    const { made, entry } = said('Ravenglass trains are late.');
    await record(...anOutlet(outletId, 'The Rail'), aWork(workId, outletId), entry, made.appeared(workId));
    expect((await search('ravenglass')).counts?.outlet).toEqual([{ value: outletId, count: 1, more: false }]);
  });
});

describe('A search as of the past', () => {
  it('knows of no later words', async () => {
    const { made, entry } = said('Wimbleforth lost its harbour.');
    const before = await record(entry);
    const { wordingId } = entry.facts as { wordingId: string };
    const after = await record(
      made.entry(
        'ClaimTranslated',
        { translationId: v7(), wordingId, language: 'de' },
        { text: 'Verlorener Hafenmeister.' },
      ),
    );
    expect([await found('hafenmeister', { asOf: before }), await found('hafenmeister', { asOf: after })]).toEqual([
      [],
      [made.id],
    ]);
    expect(await found('wimbleforth -hafenmeister', { asOf: before })).toEqual([made.id]);
    // Now nothing is left over, so what has both words is shown, and why.
    const { items, notices } = await search('wimbleforth -hafenmeister');
    expect(items.map(({ id }) => id)).toEqual([made.id]);
    expect(notices).toMatchObject([{ code: 'exclusion-ignored', words: ['hafenmeister'] }]);
  });

  it('mends nothing by words that came later', async () => {
    const before = await record(said('Something else altogether.').entry);
    const { made, entry } = said('Krumbelstein is open.');
    await record(entry);
    expect([await found('krumbelstien'), await found('krumbelstien', { asOf: before })]).toEqual([[made.id], []]);
  });
});

describe('A stranger', () => {
  const TOLD = { reader: ANYBODY };

  it('finds what is published, and counts nothing else', async () => {
    const [one, other] = [said('Zephyrdale has a secret.'), said('Zephyrdale has another secret.')];
    await record(one.entry, other.entry, ...publishing(one.made));
    const { items, counts } = await search('zephyrdale', TOLD);
    expect([items.map(({ id }) => id), counts?.total.count]).toEqual([[one.made.id], 1]);
    expect(await found('-zephyrdale another secret', TOLD)).toEqual([]);
  });

  it('finds a claim by no proposed wording before it is published', async () => {
    const { made, entry } = said('Quorvimptal canal is dry.');
    const verdictId = v7();
    const [first, second] = [v7(), v7()];
    const rewording = { replaces: first, language: 'en', kind: 'event' as const };
    await record(entry, ...publishing(made, first));
    await record(
      made.proposed(verdictId, { wordingId: second, rewording }, { wording: 'Quorvimptal canal is humpelwet.' }),
    );
    for (const beside of [TOLD, {}]) expect(await found('humpelwet', beside)).toEqual([]);
    // Nor is it kept from being found by what it may not be known to say.
    for (const beside of [TOLD, {}]) expect(await found('quorvimptal -humpelwet', beside)).toEqual([made.id]);
    const before = await record(
      made.published(verdictId),
      made.entry('ClaimReworded', { wordingId: second, language: 'en', kind: 'event', by: verdictId }),
    );
    for (const beside of [TOLD, {}]) expect(await found('humpelwet', beside)).toEqual([made.id]);
    expect(await found('humpelwet', { ...TOLD, asOf: before - 2 })).toEqual([]);
  });

  it('finds nothing that is withheld now, whenever he asks of', async () => {
    const { made, entry } = said('Thistlemere council met.');
    const before = await record(entry, ...publishing(made));
    await record(made.entry('PublicationWithheld', { basis: 'court-order' }, { reason: 'By order.' }));
    expect([await found('thistlemere', TOLD), await found('thistlemere', { ...TOLD, asOf: before })]).toEqual([[], []]);
    expect(await found('thistlemere')).toEqual([made.id]);
  });

  it('is mended by public words alone, from their publication on and as long as they are public', async () => {
    const { made, entry } = said('Quistermoor paid.');
    const known = async () => {
      const { rows } = await questions.recording.pool.query<{ first: string }>(
        `select first from ${OPEN.words} where word = 'quistermoor'`,
      );
      return rows.map(({ first }) => Number(first));
    };
    const draft = await record(entry);
    expect([await found('quistermor'), await found('quistermor', TOLD), await known()]).toEqual([[made.id], [], []]);
    const published = await record(...publishing(made));
    expect([await found('quistermor', TOLD), await known()]).toEqual([[made.id], [published]]);
    expect(await found('quistermor', { ...TOLD, asOf: draft })).toEqual([]);
    await record(made.entry('PublicationWithheld', { basis: 'court-order' }, { reason: 'By order.' }));
    expect([await found('quistermor', { ...TOLD, asOf: published }), await known()]).toEqual([[], []]);
    const lifted = await record(made.entry('WithholdingLifted', {}, { reason: 'The order was lifted.' }));
    expect([await found('quistermor', TOLD), await known()]).toEqual([[made.id], [published]]);
    expect(await found('quistermor', { ...TOLD, asOf: lifted - 1 })).toEqual([]);
  });

  it('finds a claimant under a name that another public claim has, and under no other', async () => {
    const claimantId = v7();
    const [cyrillic, latin] = [
      said('Перше твердження.', 'uk', { claimantId }, { claimant: { name: 'Мстислава Ягодзінська' } }),
      said('A second assertion.', 'en', { claimantId }, { claimant: { name: 'Mstyslava Yahodzinska' } }),
    ];
    await record(cyrillic.entry, latin.entry, ...publishing(latin.made));
    expect(new Set(await found('Ягодзінська'))).toEqual(new Set([cyrillic.made.id, latin.made.id]));
    // By how it sounds, the name that is public.
    expect(await found('Ягодзінська', TOLD)).toEqual([latin.made.id]);
    await record(...publishing(cyrillic.made));
    expect(new Set(await found('Ягодзінська', TOLD))).toEqual(new Set([cyrillic.made.id, latin.made.id]));
  });
});

describe('An erasure', () => {
  it('leaves no trace of the words in any table, and finds nothing by them', async () => {
    const { made, entry } = said('Grizzlebank paid a bribe.', 'en', {}, { claimant: { name: 'Hortensia Plumwick' } });
    const { wordingId } = entry.facts as { wordingId: string };
    const position = await record(entry);
    await record(
      made.entry(
        'ClaimTranslated',
        { translationId: v7(), wordingId, language: 'de' },
        { text: 'Grizzlebank zahlte.' },
      ),
      ...publishing(made),
    );
    const traces = async (word: string): Promise<number> => {
      const { rows } = await questions.recording.pool.query<{ n: number }>(
        `select ${[ALL, OPEN]
          .map(
            ({ texts, docs, words }) => `(select count(*) from ${texts} where vector::text like $1)
              + (select count(*) from ${docs} where vector::text like $1)
              + (select count(*) from ${words} where word like $1)`,
          )
          .join(' + ')}
          + (select count(*) from ${tableOf(claimSearchProjection)} where state::text ilike $1)
          + (select count(*) from pg_stats where schemaname = 'views' and most_common_vals::text || most_common_elems::text
            || histogram_bounds::text ilike $1) as n`,
        [`%${word}%`],
      );
      return Number(rows[0]?.n);
    };
    await questions.recording.pool.query(`analyze`);
    expect(await traces('plumwick')).toBeGreaterThan(3);
    const erased = await eraseWords(questions.recording.ledger, {
      positions: [position],
      basis: 'data-protection',
      actor: SOMEBODY,
      role: 'admin',
      causation: v7(),
    });
    expect(await questions.engine.waitForPosition(PROJECTIONS, erased.position, 20_000)).toBe(true);
    expect([await traces('plumwick'), await traces('bribe')]).toEqual([0, 0]);
    expect([
      await found('plumwick'),
      await found('grizzlebank bribe'),
      await found('bribe', { asOf: position }),
    ]).toEqual([[], [], []]);
    // What another text says stays, and is known from then on.
    expect(await found('grizzlebank')).toEqual([made.id]);
    // To strangers from the publication on.
    for (const [{ words }, first] of [
      [ALL, position + 1],
      [OPEN, position + 3],
    ] as const) {
      const { rows } = await questions.recording.pool.query(
        `select texts, first from ${words} where word = 'grizzlebank'`,
      );
      expect(rows).toEqual([{ texts: 1, first: String(first) }]);
    }
  });
});
