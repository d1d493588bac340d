import type { ClaimEvent } from '../claims/claim.events.js';
import type { Recorded } from '../ledger/recorded.js';
import type { AppearanceView, UpstreamView } from './appearance.views.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import { isStaff, type Reader } from './view.js';

type Upstream = Recorded<Extract<ClaimEvent, { type: 'UpstreamAttributed' }>>;

/** Where a claim appeared, each with the chain that it was taken from. */
export function appearancesOf({ events, names }: ClaimStream, reader: Reader): AppearanceView[] {
  const upstreams = ofType(events, 'UpstreamAttributed');
  const staff = isStaff(reader);
  const above = (id: string): UpstreamView[] =>
    upstreams.filter(({ facts: { of } }) => ('appearanceId' in of ? of.appearanceId : of.upstreamId) === id).map(shown);
  const shown = ({ facts, words }: Upstream): UpstreamView => {
    const upstreams = above(facts.upstreamId);
    return {
      id: facts.upstreamId,
      kind: facts.kind,
      name: words?.name ?? null,
      outlet: facts.outletId === undefined ? null : names.outlet(facts.outletId),
      work: facts.workId === undefined ? null : names.work(facts.workId),
      originId: facts.originId,
      relation: facts.relation,
      translated: facts.translated,
      basis: facts.basis,
      shownBy: words?.shownBy ?? null,
      note: staff ? (words?.note ?? null) : null,
      upstream: upstreams[0] ?? null,
      upstreams,
    };
  };
  return ofType(events, 'AppearanceRecorded').map(({ facts, words }) => {
    const upstreams = above(facts.appearanceId);
    return {
      id: facts.appearanceId,
      mode: facts.mode,
      place: facts.place,
      attribution: facts.attribution ?? null,
      excerpt: words?.excerpt ?? null,
      translation: words?.translation ?? null,
      challenge: words?.challenge ?? null,
      note: staff ? (words?.note ?? null) : null,
      work: names.work(facts.workId),
      upstream: upstreams[0] ?? null,
      upstreams,
    };
  });
}
