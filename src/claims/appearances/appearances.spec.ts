import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../../kernel/names.js';
import { malformed, newId, someId, specify, stream, reservedUnder } from '../../kernel/specification.js';
import { outletFold } from '../../outlets/outlet.decider.js';
import { workFold } from '../../works/work.decider.js';
import { AttributeUpstream, RecordAppearance } from './appearances.commands.js';
import { claimDecider } from '../claim.decider.js';
import { appeared, attributed, submitted } from '../claim.examples.js';
import type { ClaimEvent } from '../claim.events.js';
import { claimFold, type ClaimState } from '../claim.state.js';
import { originsOfAppearances } from './claim-chains.js';

const [WORK, OUTLET, AGENCY, LEAFLET] = [someId(11), someId(12), someId(13), someId(14)];
const outletStream = (id: string) =>
  stream(outletFold, id, { type: 'OutletRegistered', facts: { kind: 'online' }, words: { name: 'An outlet' } });
const workStream = (id: string, outletId: string | null) =>
  stream(workFold, id, {
    type: 'WorkRecorded',
    facts: { outletId, outletBasis: 'stated', publishedOnBasis: 'unknown' },
    words: { title: 'A work' },
  });
const beside = { streams: [workStream(WORK, OUTLET), workStream(LEAFLET, null), outletStream(AGENCY)] };
const body = { workId: WORK, mode: 'own-voice', place: 'body' };
const recorded = (facts: object = {}): ClaimEvent =>
  appeared({ appearanceId: newId(1), workId: WORK, originId: OUTLET, ...facts });
const wordless = (event: ClaimEvent): ClaimEvent => ({ ...event, words: {} }) as ClaimEvent;
const spec = specify(claimDecider);

describe('Recording an appearance', () => {
  it("counts as the work's outlet, and as the work where the outlet is unknown", () => {
    spec
      .given(submitted())
      .when(RecordAppearance, body, beside)
      .then(wordless(recorded()))
      .naming({ appearanceId: newId(1) });
    spec
      .given(submitted())
      .when(RecordAppearance, { ...body, workId: LEAFLET }, beside)
      .then(wordless(recorded({ workId: LEAFLET, originId: LEAFLET })));
  });

  it('says that there are exact words and a challenge, and that an attribution is unchecked', () => {
    const words = {
      excerpt: 'Слова',
      translation: 'Words',
      challenge: 'which nobody confirmed',
      note: 'Below the fold',
    };
    spec
      .given(submitted())
      .when(RecordAppearance, { ...body, ...words, mode: 'attributed' }, beside)
      .then({
        ...recorded({ mode: 'attributed', attribution: 'unchecked', excerpted: true, challenged: true }),
        words,
      } as ClaimEvent);
  });

  it('records a chain of relays nearest first, and names each origin once', () => {
    const institution = { kind: 'institution', name: 'JCS', relation: 'quote', basis: 'credited' };
    const work = { kind: 'work', workId: LEAFLET, relation: 'embed', basis: 'inferred', upstream: institution };
    const outlet = {
      kind: 'outlet',
      outletId: AGENCY,
      relation: 'credited-rewrite',
      basis: 'credited',
      translated: true,
    };
    const upstream = { ...outlet, shownBy: 'as the agency reports', upstream: { ...work, upstream: institution } };
    spec
      .given(submitted())
      .when(RecordAppearance, { ...body, upstream }, beside)
      .then(
        wordless(recorded()),
        {
          ...attributed({
            upstreamId: newId(2),
            of: { appearanceId: newId(1) },
            kind: 'outlet',
            outletId: AGENCY,
            originId: AGENCY,
            relation: 'credited-rewrite',
            translated: true,
          }),
          words: { shownBy: 'as the agency reports' },
        },
        {
          ...attributed({
            upstreamId: newId(3),
            of: { upstreamId: newId(2) },
            kind: 'work',
            workId: LEAFLET,
            originId: LEAFLET,
            relation: 'embed',
            basis: 'inferred',
          }),
          words: {},
        },
        {
          ...attributed({ upstreamId: newId(4), of: { upstreamId: newId(3) }, originId: newId(5) }),
          words: { name: 'JCS' },
        },
      )
      .reserving(...reservedUnder(originKeys('jcs'), newId(5), 3));
  });

  it('gives every unnamed source an origin of its own', () => {
    const upstream = { kind: 'unnamed', relation: 'quote', basis: 'credited' };
    spec
      .given(submitted())
      .when(RecordAppearance, { ...body, upstream }, beside)
      .then(wordless(recorded()), {
        ...attributed({
          upstreamId: newId(2),
          of: { appearanceId: newId(1) },
          kind: 'unnamed',
          originId: newId(3),
        }),
        words: {},
      })
      .naming({ appearanceId: newId(1), upstreamId: newId(2) });
  });

  it('is refused for a claim, a work or an outlet that is not there', () => {
    spec.given().when(RecordAppearance, body, beside).refused('not-found');
    spec.given(submitted()).when(RecordAppearance, body).refused('work-unknown', WORK);
    const upstream = { kind: 'outlet', outletId: someId(99), relation: 'unknown', basis: 'inferred' };
    spec
      .given(submitted())
      .when(RecordAppearance, { ...body, upstream }, beside)
      .refused('outlet-unknown', someId(99));
  });

  it('is refused for an outlet that turned out to be another one, and names that', () => {
    const upstream = { kind: 'outlet', outletId: AGENCY, relation: 'unknown', basis: 'inferred' };
    const streams = [
      workStream(WORK, OUTLET),
      stream(
        outletFold,
        AGENCY,
        { type: 'OutletRegistered', facts: { kind: 'agency' }, words: { name: 'An agency' } },
        { type: 'OutletMerged', facts: { intoId: OUTLET }, words: {} },
      ),
    ];
    spec
      .given(submitted())
      .when(RecordAppearance, { ...body, upstream }, { streams })
      .refused('outlet-merged', OUTLET);
  });

  it('is malformed where fields do not fit each other', () => {
    const upstream = { relation: 'quote', basis: 'credited' };
    const faults = (fields: object) => malformed(RecordAppearance, { ...body, ...fields });
    expect(faults({ attribution: 'accurate' })).toEqual(['attribution']);
    expect(faults({ translation: 'Words' })).toEqual(['excerpt']);
    expect(faults({ excerpt: 'e'.repeat(501) })).toEqual(['excerpt']);
    expect(faults({ upstream: { ...upstream, kind: 'institution' } })).toEqual(['upstream.name']);
    expect(faults({ upstream: { ...upstream, kind: 'outlet' } })).toEqual(['upstream.name']);
    expect(faults({ upstream: { ...upstream, kind: 'work' } })).toEqual(['upstream.workId']);
    expect(faults({ upstream: { ...upstream, kind: 'unnamed', name: 'Bob' } })).toEqual(['upstream.name']);
    expect(faults({ upstream: { ...upstream, kind: 'document', name: 'D', outletId: AGENCY } })).toEqual([
      'upstream.outletId',
    ]);
  });

  it('is malformed where a chain is longer than eight', () => {
    const chain = (length: number): object => ({
      kind: 'unnamed',
      relation: 'unknown',
      basis: 'inferred',
      ...(length > 1 && { upstream: chain(length - 1) }),
    });
    expect(malformed(RecordAppearance, { ...body, upstream: chain(8) })).toEqual([]);
    expect(malformed(RecordAppearance, { ...body, upstream: chain(9) })).toEqual(['upstream.upstream']);
  });
});

describe('Attributing an upstream later', () => {
  const upstream = { kind: 'institution', name: 'JCS', relation: 'quote', basis: 'credited' };
  const to = (of: object) => ({ ...upstream, of });
  const expected = (of: { appearanceId: string } | { upstreamId: string }): ClaimEvent => ({
    ...attributed({ upstreamId: newId(1), of, originId: newId(2) }),
    words: { name: 'JCS' },
  });

  it('hangs on an appearance or on an upstream', () => {
    const [appearanceId, upstreamId] = [someId(501), someId(511)];
    spec
      .given(submitted(), appeared())
      .when(AttributeUpstream, to({ appearanceId }))
      .then(expected({ appearanceId }))
      .naming({ upstreamId: newId(1) });
    spec
      .given(submitted(), appeared(), attributed())
      .when(AttributeUpstream, to({ upstreamId }))
      .then(expected({ upstreamId }))
      .reserving(...reservedUnder(originKeys('jcs'), newId(2)));
  });

  it('is refused where there is nothing to hang on', () => {
    const [appearanceId, upstreamId] = [someId(1), someId(2)];
    spec.given().when(AttributeUpstream, to({ appearanceId })).refused('not-found');
    spec.given(submitted()).when(AttributeUpstream, to({ appearanceId })).refused('appearance-unknown', appearanceId);
    spec.given(submitted()).when(AttributeUpstream, to({ upstreamId })).refused('upstream-unknown', upstreamId);
  });

  it('is malformed where it hangs on both or on neither', () => {
    expect(malformed(AttributeUpstream, to({}))).toEqual(['of.appearanceId']);
    const both = to({ appearanceId: someId(1), upstreamId: someId(2) });
    expect(malformed(AttributeUpstream, both)).toEqual(['of.upstreamId']);
    expect(malformed(AttributeUpstream, upstream)).toEqual(['of']);
  });
});

describe("The origins of a claim's appearances", () => {
  const originsAfter = (...events: ClaimEvent[]): string[] => {
    const fold = (state: ClaimState, { type, facts }: ClaimEvent) =>
      claimFold.evolve(state, { type, facts, id: someId(1), actor: someId(1), at: '' } as Parameters<
        typeof claimFold.evolve
      >[1]);
    return [...originsOfAppearances(events.reduce(fold, claimFold.initial))].sort();
  };
  const appearance = (n: number) =>
    appeared({ appearanceId: someId(n), workId: someId(n + 1), originId: someId(n + 2) });
  const relay = (n: number, of: UpstreamOf, originId: number, workId?: number) =>
    attributed({
      upstreamId: someId(n),
      of,
      originId: someId(originId),
      ...(workId !== undefined && { workId: someId(workId) }),
    });
  type UpstreamOf = { appearanceId: string } | { upstreamId: string };

  it('are their outlets, else the roots of their upstreams', () => {
    expect(originsAfter(appearance(10))).toEqual([someId(12)]);
    const chain = [relay(20, { appearanceId: someId(10) }, 25), relay(30, { upstreamId: someId(20) }, 35)];
    expect(originsAfter(appearance(10), ...chain)).toEqual([someId(35)]);
  });

  it('are several where an appearance draws on several', () => {
    const two = [relay(20, { appearanceId: someId(10) }, 25), relay(30, { appearanceId: someId(10) }, 35)];
    expect(originsAfter(appearance(10), ...two)).toEqual([someId(25), someId(35)]);
  });

  it('go on through a work in which the claim appears too', () => {
    const relays = [relay(30, { appearanceId: someId(10) }, 22, 21), relay(40, { appearanceId: someId(20) }, 45)];
    expect(originsAfter(appearance(10), appearance(20), ...relays)).toEqual([someId(45)]);
  });

  it('leave out what was withdrawn, with what hung on it', () => {
    const chain = [relay(20, { appearanceId: someId(10) }, 25), relay(30, { upstreamId: someId(20) }, 35)];
    const reason = 'A mistake.';
    const upstream: ClaimEvent = { type: 'UpstreamWithdrawn', facts: { upstreamId: someId(20) }, words: { reason } };
    const gone: ClaimEvent = { type: 'AppearanceWithdrawn', facts: { appearanceId: someId(10) }, words: { reason } };
    expect(originsAfter(appearance(10), ...chain, upstream)).toEqual([someId(12)]);
    expect(originsAfter(appearance(10), appearance(40), ...chain, gone)).toEqual([someId(42)]);
  });

  it('follow what an appearance was corrected to', () => {
    const corrected: ClaimEvent = {
      type: 'AppearanceCorrected',
      facts: { ...appearance(10).facts, originId: someId(15) },
      words: { reason: 'Another work.' },
    };
    expect(originsAfter(appearance(10), corrected)).toEqual([someId(15)]);
  });

  it('end where circular reporting was entered', () => {
    const circle = [relay(30, { appearanceId: someId(10) }, 22, 21), relay(40, { appearanceId: someId(20) }, 12, 11)];
    expect(originsAfter(appearance(10), appearance(20), ...circle)).toEqual([someId(12), someId(22)]);
  });
});
