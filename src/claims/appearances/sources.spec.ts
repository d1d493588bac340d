import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../../kernel/names.js';
import { malformed, newId, reservedUnder, someId, specify, stream } from '../../kernel/specification.js';
import { workFold } from '../../works/work.decider.js';
import { AttachEvidence } from '../evidence/evidence.commands.js';
import { claimDecider } from '../claim.decider.js';
import { appeared, attached, attributed, submitted } from '../claim.examples.js';
import type { ClaimEvent, UpstreamAttributed } from '../claim.events.js';
import { AttributeUpstream, CorrectAppearance, RecordAppearance } from './appearances.commands.js';

const [APPEARANCE, UPSTREAM, WORK, ORIGINAL] = [someId(501), someId(511), someId(502), someId(521)];
const workStream = (id: string) =>
  stream(workFold, id, {
    type: 'WorkRecorded',
    facts: { outletId: null, outletBasis: 'unknown', publishedOnBasis: 'unknown' },
    words: { title: 'A work' },
  });
const streams = [workStream(WORK), workStream(ORIGINAL)];
const of = { appearanceId: APPEARANCE };
const spec = specify(claimDecider);
const upstream = (
  facts: Partial<UpstreamAttributed['facts']>,
  words: UpstreamAttributed['words'] = {},
): ClaimEvent => ({
  ...attributed({ upstreamId: newId(1), of, ...facts }),
  words,
});

describe('A name that names nobody', () => {
  const named = { of, kind: 'document', relation: 'quote', basis: 'credited' };

  it.each(['Anonymous', 'unknown author', 'UNKNOWN', 'N/A', 'анонимный источник', 'Невідомий автор', '匿名'])(
    'is no known origin and takes no key: %s',
    (name) => {
      spec
        .given(submitted(), appeared())
        .when(AttributeUpstream, { ...named, name }, { streams })
        .then(upstream({ kind: 'document', originId: newId(2), namesNobody: true }, { name }))
        .reserving();
      const item = { title: 'A post', stance: 'supports', source: 'primary', sourceKind: 'document' };
      spec
        .given(submitted())
        .when(AttachEvidence, { ...item, originName: name })
        .then({
          ...attached({ evidenceId: newId(1), source: 'primary', originId: null }),
          words: { title: 'A post', originName: name },
        })
        .reserving();
    },
  );

  it.each(['Anonymous Press', 'The Unknown Reporter', 'Reuters'])('is not %s', (name) => {
    spec
      .given(submitted(), appeared())
      .when(AttributeUpstream, { ...named, name }, { streams })
      .then(upstream({ kind: 'document', originId: newId(2) }, { name }))
      .reserving(...reservedUnder(originKeys(name), newId(2)));
  });
});

describe('An unnamed source', () => {
  const unnamed = { of, kind: 'unnamed', relation: 'quote', basis: 'credited', label: 'The official' };

  it('is shared by what says so, under a label of the desk', () => {
    const one = attributed({ kind: 'unnamed', originId: someId(77) });
    spec
      .given(submitted(), appeared(), one)
      .when(AttributeUpstream, { ...unnamed, sameSourceAs: UPSTREAM })
      .then(upstream({ kind: 'unnamed', originId: someId(77) }, { label: 'The official' }))
      .reserving();
    spec
      .given(submitted(), appeared(), one)
      .when(AttributeUpstream, unnamed)
      .then(upstream({ kind: 'unnamed', originId: newId(2) }, { label: 'The official' }));
  });

  it('is not shared with what is none, or not there', () => {
    const given = spec.given(submitted(), appeared(), attributed());
    given.when(AttributeUpstream, { ...unnamed, sameSourceAs: UPSTREAM }).refused('upstream-unknown', UPSTREAM);
    given.when(AttributeUpstream, { ...unnamed, sameSourceAs: someId(99) }).refused('upstream-unknown', someId(99));
    const named = { ...unnamed, kind: 'document', name: 'A letter' };
    expect(malformed(AttributeUpstream, named)).toEqual(['label']);
    expect(malformed(AttributeUpstream, { ...named, sameSourceAs: UPSTREAM })).toEqual(['sameSourceAs', 'label']);
  });
});

describe('What something was altered from', () => {
  const altered = {
    of,
    kind: 'work',
    workId: ORIGINAL,
    relation: 'altered',
    basis: 'documented',
    alteration: 'The date.',
  };

  it('says of an appearance from which work or document, and how', () => {
    const facts = {
      kind: 'work',
      workId: ORIGINAL,
      originId: ORIGINAL,
      relation: 'altered',
      basis: 'documented',
    } as const;
    spec
      .given(submitted(), appeared())
      .when(AttributeUpstream, altered, { streams })
      .then(upstream(facts, { alteration: 'The date.' }));
    const institution = { ...altered, kind: 'institution', name: 'A ministry', workId: undefined };
    expect(malformed(AttributeUpstream, institution)).toEqual(['relation']);
    expect(malformed(AttributeUpstream, { ...altered, alteration: undefined })).toEqual(['alteration']);
    expect(malformed(AttributeUpstream, { ...altered, relation: 'embed' })).toEqual(['alteration']);
  });

  it('is no link of a chain: nothing lies above or below it', () => {
    const link = { kind: 'institution', name: 'A ministry', relation: 'quote', basis: 'credited' };
    const { of: _, ...what } = altered;
    expect(malformed(AttributeUpstream, { ...altered, upstream: link })).toEqual(['upstream']);
    expect(malformed(AttributeUpstream, { of, ...link, upstream: what })).toEqual(['upstream']);
    expect(malformed(AttributeUpstream, { ...altered, of: { upstreamId: UPSTREAM } })).toEqual(['of']);
    spec
      .given(submitted(), appeared(), attributed({ kind: 'work', workId: ORIGINAL, relation: 'altered' }))
      .when(AttributeUpstream, { ...link, of: { upstreamId: UPSTREAM } })
      .refused('upstream-altered', UPSTREAM);
  });
});

describe('Own reporting', () => {
  const body = { workId: WORK, mode: 'own-voice', place: 'body', ownReporting: 'our reporter counted them' };

  it('is said with the words that show it, and no more when a correction leaves them out', () => {
    spec
      .given(submitted())
      .when(RecordAppearance, body, { streams })
      .then({
        ...appeared({ appearanceId: newId(1), originId: WORK, ownReporting: true }),
        words: { ownReporting: 'our reporter counted them' },
      });
    const { ownReporting: _, ...other } = body;
    spec
      .given(submitted(), appeared({ ownReporting: true }))
      .when(
        CorrectAppearance,
        { ...other, reason: 'It was a press release.' },
        { streams, target: { part: APPEARANCE } },
      )
      .then({
        type: 'AppearanceCorrected',
        facts: appeared({ originId: WORK }).facts,
        words: { reason: 'It was a press release.' },
      });
  });
});
