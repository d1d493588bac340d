import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { attribution } from '../src/projections/claims/attribution.js';
import { claimPage } from '../src/projections/claims/claim-page.js';
import { ANYBODY } from '../src/projections/engine/view.js';
import { aClaim, anOutlet, aWork } from './support/claims.js';
import { startQuestions, type Questioned } from './support/questions.js';
import type { Entry } from './support/recording.js';

let desk: Questioned;
beforeAll(async () => {
  desk = await startQuestions();
});
afterAll(() => desk.end());

type Made = ReturnType<typeof aClaim>;
interface Step {
  readonly id?: string;
  readonly originId: string;
  readonly workId?: string;
  readonly outletId?: string;
  readonly name?: string;
  readonly unnamed?: boolean;
  readonly basis?: 'credited' | 'documented' | 'inferred';
  readonly namesNobody?: true;
  readonly altered?: true;
}
const takenFrom = (made: Made, of: { appearanceId: string } | { upstreamId: string }, step: Step): Entry =>
  made.entry(
    'UpstreamAttributed',
    {
      upstreamId: step.id ?? v7(),
      of,
      kind: step.unnamed ? 'unnamed' : step.workId ? 'work' : step.outletId ? 'outlet' : 'institution',
      originId: step.originId,
      relation: step.altered ? 'altered' : step.unnamed ? 'unknown' : 'credited-rewrite',
      translated: false,
      basis: step.basis ?? 'credited',
      ...(step.namesNobody ? { namesNobody: true } : {}),
      ...(step.workId ? { workId: step.workId } : {}),
      ...(step.outletId ? { outletId: step.outletId } : {}),
    },
    { shownBy: 'as reported by', ...(step.name ? { name: step.name } : {}) },
  );
interface Place {
  readonly outletId: string;
  readonly workId: string;
  readonly appearanceId: string;
}
/** Outlets with a work each, in which a claim appears. */
const carriedBy = async (names: readonly string[]) => {
  const made = aClaim();
  const places = names.map((name) => ({ name, outletId: v7(), workId: v7(), appearanceId: v7() }));
  await desk.record(
    made.submitted(),
    ...places.flatMap(({ name, outletId, workId }) => [...anOutlet(outletId, name), aWork(workId, outletId)]),
    ...places.map(({ outletId, workId, appearanceId }) => made.appeared(workId, outletId, appearanceId)),
  );
  return { made, places, at: (name: string) => places.find((each) => each.name === name) as (typeof places)[number] };
};
const graphOf = (made: Made, asOf?: number) => desk.ask(attribution, { id: made.id }, { asOf });
/** Where its chains end; the page's numbers are the graph's, at every moment. */
const originsOf = async (made: Made, asOf?: number): Promise<number> => {
  const [page, graph] = [await desk.ask(claimPage, { id: made.id }, { asOf }), await graphOf(made, asOf)];
  expect(page).toMatchObject({
    independentOrigins: graph.independentOrigins,
    untracedAppearances: graph.untracedAppearances,
  });
  return graph.roots.length;
};
/** How many origins could be traced, and of how many appearances none. */
const tracedOf = async (made: Made): Promise<number[]> => {
  const { independentOrigins, untracedAppearances } = await graphOf(made);
  return [independentOrigins, untracedAppearances];
};

describe('The origins of a claim', () => {
  it('are one where five outlets relay one agency, from the position on at which each was found to', async () => {
    const { made, places } = await carriedBy(['A', 'B', 'C', 'D', 'E']);
    const [agency, first] = [v7(), v7()];
    const counts: [number, number][] = [[await desk.record(...anOutlet(agency, 'Agency')), 5]];
    const [a, b, c, d, e] = places as [(typeof places)[number], ...typeof places] & typeof places;
    const found: Entry[] = [
      takenFrom(made, a, { id: first, originId: agency, outletId: agency }),
      takenFrom(made, b as typeof a, { originId: agency, outletId: agency }),
      takenFrom(made, c as typeof a, { originId: a.outletId, workId: a.workId }),
      takenFrom(made, d as typeof a, { originId: (c as typeof a).outletId, workId: (c as typeof a).workId }),
      takenFrom(made, e as typeof a, { originId: agency, outletId: agency }),
    ];
    // A, then B with A, C by way of A, D by way of C, and E.
    for (const [i, entry] of found.entries()) counts.push([await desk.record(entry), [5, 4, 3, 2, 1][i] as number]);
    for (const [asOf, expected] of counts) expect([asOf, await originsOf(made, asOf)]).toEqual([asOf, expected]);
    const graph = await graphOf(made);
    expect(graph.roots).toMatchObject([{ originIds: [agency], label: 'Agency', circular: false }]);
    expect(graph.relayDepth).toBe(3);
    const root = graph.nodes.find(({ id }) => id === first);
    expect(root).toMatchObject({ label: 'Agency', kind: 'outlet', root: true, depth: 0 });
    expect(graph.nodes.find(({ id }) => id === a.appearanceId)).toMatchObject({ label: 'A', depth: 1, root: false });
    expect(graph.edges.find(({ to }) => to === first)).toMatchObject({
      from: a.appearanceId,
      relation: 'credited-rewrite',
      basis: 'credited',
      shownBy: 'as reported by',
      position: root?.position,
    });

    // What the agency had it from is found last: the graph has another root, and is as it was before that.
    const ministry = v7();
    const then = graph.position;
    await desk.record(takenFrom(made, { upstreamId: first }, { originId: ministry, name: 'Ministry' }));
    expect((await graphOf(made)).roots.map(({ label }) => label).sort()).toEqual(['Agency', 'Ministry']);
    expect((await graphOf(made, then)).roots).toEqual(graph.roots);
  });

  it('come back when an upstream is withdrawn', async () => {
    const { made, places } = await carriedBy(['A', 'B']);
    const [upstreamId, agency] = [v7(), v7()];
    await desk.record(
      takenFrom(made, places[0] as never, { id: upstreamId, originId: agency, name: 'Agency' }),
      takenFrom(made, places[1] as never, { originId: agency, name: 'Agency' }),
    );
    const then = await desk.record(made.entry('ClaimTagged', { topics: [] }));
    expect(await originsOf(made)).toBe(1);
    await desk.record(made.entry('UpstreamWithdrawn', { upstreamId }, { reason: 'no' }));
    expect(await originsOf(made)).toBe(2);
    expect(await originsOf(made, then)).toBe(1);
  });

  it('of sources that nobody names are one each: unknown is not the same', async () => {
    const { made, places } = await carriedBy(['A', 'B']);
    await desk.record(...places.map((each) => takenFrom(made, each, { originId: v7(), unnamed: true })));
    expect(await originsOf(made)).toBe(2);
    expect((await graphOf(made)).nodes.filter(({ kind }) => kind === 'unnamed')).toHaveLength(2);
  });

  it('are one where two outlets are found to be one, as works, as upstreams, and no more once they are split', async () => {
    const { made, places, at } = await carriedBy(['A', 'B', 'C']);
    const [one, two] = [v7(), v7()];
    await desk.record(...anOutlet(one, 'One'), ...anOutlet(two, 'Two'));
    await desk.record(
      takenFrom(made, at('A'), { originId: one, outletId: one }),
      takenFrom(made, at('B'), { originId: two, outletId: two }),
    );
    expect([places.length, await originsOf(made)]).toEqual([3, 3]);
    const outlet = (id: string, type: string, facts: object): Entry => ({ stream: `outlet-${id}`, type, facts });
    const merged = await desk.record(
      outlet(two, 'OutletMerged', { intoId: one }),
      outlet(one, 'OutletAbsorbed', { outletId: two }),
    );
    expect(await originsOf(made)).toBe(2);
    expect((await graphOf(made)).originIds).toEqual([one, at('C').outletId].sort());
    await desk.record(outlet(two, 'OutletSplit', { fromId: one }), outlet(one, 'OutletReleased', { outletId: two }));
    expect(await originsOf(made)).toBe(3);
    expect(await originsOf(made, merged)).toBe(2);
  });

  it('are one where works name only each other: the circle is named with its works', async () => {
    const { made, at } = await carriedBy(['A', 'B', 'C']);
    const from = (name: string): Step => ({ originId: at(name).outletId, workId: at(name).workId });
    const before = await desk.record(takenFrom(made, at('A'), from('B')), takenFrom(made, at('C'), from('A')));
    expect(await originsOf(made)).toBe(1);
    expect((await graphOf(made)).circles).toEqual([]);
    await desk.record(takenFrom(made, at('B'), from('A')));
    const graph = await graphOf(made);
    expect(await originsOf(made)).toBe(1);
    expect(graph.circles).toHaveLength(1);
    expect(graph.circles[0]?.works.map(({ outlet }) => outlet?.name).sort()).toEqual(['A', 'B']);
    expect(graph.nodes.filter(({ circular }) => circular)).toHaveLength(4);
    expect(graph.roots).toMatchObject([{ circular: true, originIds: [at('A').outletId, at('B').outletId].sort() }]);
    expect((await graphOf(made, before)).circles).toEqual([]);
    const agency = v7();
    await desk.record(takenFrom(made, at('B'), { originId: agency, name: 'Agency' }));
    expect((await graphOf(made)).roots).toMatchObject([{ originIds: [agency], circular: false }]);
  });

  it('as of a day of the world are those of the works that were certainly out by then', async () => {
    const made = aClaim();
    const [agency, ...outlets] = [v7(), v7(), v7(), v7()];
    const days = ['2025-03-04', '2025-03', undefined];
    const places = outlets.map((outletId, i) => ({ outletId, workId: v7(), appearanceId: v7(), day: days[i] }));
    await desk.record(
      made.submitted(),
      ...places.map(({ outletId, workId, day }): Entry => {
        const dated =
          day === undefined ? { publishedOnBasis: 'unknown' } : { publishedOn: day, publishedOnBasis: 'stated' };
        const facts = { outletId, outletBasis: 'stated', ...dated };
        return { stream: `work-${workId}`, type: 'WorkRecorded', facts, words: { title: 'A title' } };
      }),
      ...places.map(({ outletId, workId, appearanceId }) => made.appeared(workId, outletId, appearanceId)),
      takenFrom(made, places[1]!, { originId: agency, name: 'Agency' }),
    );
    const on = async (validAt?: string) => {
      const graph = await desk.ask(attribution, { id: made.id, validAt });
      return [graph.validAt, graph.originIds, graph.relayDepth, graph.nodes.length, graph.edges.length];
    };
    const [first = '', , third = ''] = outlets;
    expect(await on('2025-03-03')).toEqual(['2025-03-03', [], 0, 0, 0]);
    expect(await on('2025-03-30')).toEqual(['2025-03-30', [first], 0, 1, 0]);
    expect(await on('2025-03-31')).toEqual(['2025-03-31', [agency, first].sort(), 1, 3, 1]);
    // Of a work whose day nobody knows it can be said of no day.
    expect(await on()).toEqual([null, [agency, first, third].sort(), 1, 4, 1]);
  });

  it('are drawn for strangers as for the desk, once the claim is published', async () => {
    const { made, at } = await carriedBy(['A', 'B']);
    await desk.record(takenFrom(made, at('B'), { originId: at('A').outletId, workId: at('A').workId }));
    const verdictId = v7();
    await desk.record(made.proposed(verdictId), made.published(verdictId));
    const [told, known] = [
      await desk.ask(attribution, { id: made.id }, { reader: ANYBODY }),
      await desk.ask(attribution, { id: made.id }),
    ];
    expect(told).toEqual(known);
    expect(told).toMatchObject({ independentOrigins: 1, untracedAppearances: 1 });
  });
});

describe('The origins that could be traced', () => {
  it('are none of copies: three posts that credit nobody show nothing of how many knew', async () => {
    const { made } = await carriedBy(['A', 'B', 'C']);
    expect(await tracedOf(made)).toEqual([0, 3]);
    expect((await graphOf(made)).roots.map(({ traced }) => traced)).toEqual([false, false, false]);
    expect(await originsOf(made)).toBe(3);
  });

  it('are those that are credited or documented, equal ones once, and not what was only inferred', async () => {
    const { made, at } = await carriedBy(['A', 'B', 'C', 'D']);
    const [agency, ministry] = [v7(), v7()];
    await desk.record(
      takenFrom(made, at('A'), { originId: agency, name: 'Agency' }),
      takenFrom(made, at('B'), { originId: agency, name: 'Agency', basis: 'documented' }),
      takenFrom(made, at('C'), { originId: ministry, name: 'Ministry', basis: 'inferred' }),
    );
    expect(await tracedOf(made)).toEqual([1, 2]);
    const { roots, appearances } = await graphOf(made);
    expect(roots.filter(({ traced }) => traced)).toMatchObject([{ originIds: [agency], inferred: false }]);
    expect(appearances.map(({ traced }) => traced)).toEqual([true, true, false, false]);
  });

  it('are marked where every way to one holds a step that was inferred', async () => {
    const { made, at } = await carriedBy(['A', 'B']);
    const [first, ministry] = [v7(), v7()];
    await desk.record(takenFrom(made, at('A'), { id: first, originId: v7(), name: 'Agency' }));
    await desk.record(
      takenFrom(made, { upstreamId: first }, { originId: ministry, name: 'Ministry', basis: 'inferred' }),
    );
    expect((await graphOf(made)).roots).toMatchObject([
      { originIds: [ministry], traced: true, inferred: true },
      { traced: false, inferred: false },
    ]);
    await desk.record(takenFrom(made, at('B'), { originId: ministry, name: 'Ministry' }));
    expect((await graphOf(made)).roots).toMatchObject([{ originIds: [ministry], traced: true, inferred: false }]);
    expect(await tracedOf(made)).toEqual([1, 0]);
  });

  it('are the claimant in its own record, and an outlet by its own reporting beside what it passes on', async () => {
    const made = aClaim();
    const [account, reporter, copier] = [v7(), v7(), v7()].map((outletId) => ({
      outletId,
      workId: v7(),
      appearanceId: v7(),
    })) as [Place, Place, Place];
    const appeared = ({ outletId: originId, workId, appearanceId }: Place, ownReporting?: true): Entry =>
      made.entry(
        'AppearanceRecorded',
        {
          ...{ appearanceId, workId, originId, mode: 'own-voice', place: 'body', excerpted: false, challenged: false },
          ...(ownReporting ? { ownReporting } : {}),
        },
        ownReporting ? { ownReporting: 'our reporter counted them' } : {},
      );
    await desk.record(
      made.submitted({ claimantId: account.outletId }),
      ...[account, reporter, copier].flatMap(({ outletId, workId }, i) => [
        ...anOutlet(outletId, `Outlet ${i}`),
        aWork(workId, outletId),
      ]),
      appeared(account),
      appeared(reporter, true),
      appeared(copier),
    );
    expect(await tracedOf(made)).toEqual([2, 1]);
    await desk.record(takenFrom(made, reporter, { originId: v7(), name: 'Agency' }));
    expect(await tracedOf(made)).toEqual([3, 1]);
    const page = await desk.ask(claimPage, { id: made.id });
    expect(page.appearances.map(({ ownReporting }) => ownReporting)).toEqual([null, 'our reporter counted them', null]);
  });

  it('are none where a chain ends in somebody whose name names nobody', async () => {
    const { made, at } = await carriedBy(['A', 'B']);
    await desk.record(
      takenFrom(made, at('A'), { originId: v7(), name: 'anonymous', namesNobody: true }),
      takenFrom(made, at('B'), { originId: v7(), name: 'unknown author', namesNobody: true }),
    );
    expect(await tracedOf(made)).toEqual([0, 2]);
  });

  it('leave out what a picture was altered from, which is shown apart', async () => {
    const { made, at } = await carriedBy(['A', 'B']);
    await desk.record(takenFrom(made, at('A'), { originId: at('B').outletId, workId: at('B').workId, altered: true }));
    expect([await tracedOf(made), await originsOf(made)]).toEqual([[0, 2], 2]);
    expect((await graphOf(made)).edges).toEqual([]);
    const [altered] = (await desk.ask(claimPage, { id: made.id })).appearances;
    expect(altered).toMatchObject({ upstream: null, upstreams: [] });
    expect(altered?.alteredFrom).toMatchObject([{ work: { id: at('B').workId }, relation: 'altered' }]);
  });
});
