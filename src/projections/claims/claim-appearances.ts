import { eventsInForce } from '../../claims/carrier-changes/carrier-changes.state.js';
import type { AppearanceView, UpstreamView } from './appearance.views.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import { isStaff, type Reader } from '../engine/view.js';

/**
 * Where a claim appeared, each as last corrected, with the chain that it was taken from. What was withdrawn only the desk
 * is shown, marked; of a chain nobody is.
 */
export function appearancesOf(stream: ClaimStream, reader: Reader): AppearanceView[] {
  const { names } = stream;
  const readable = eventsInForce(stream.readable);
  const staff = isStaff(reader);
  const { above, alteredFrom } = chainsIn({ names, readable }, staff);
  const newest = new Map(
    ofType(readable, 'AppearanceRecorded', 'AppearanceCorrected').map((event) => [event.facts.appearanceId, event]),
  );
  const checks = new Map(ofType(readable, 'AttributionChecked').map((event) => [event.facts.appearanceId, event]));
  const withdrawals = new Map(
    ofType(readable, 'AppearanceWithdrawn').map((event) => [event.facts.appearanceId, event]),
  );
  const placeOf = (event: (typeof readable)[number] | undefined): number => (event ? readable.indexOf(event) : -1);
  return [...newest.values()].flatMap((event) => {
    const { type, facts, words } = event;
    const withdrawal = withdrawals.get(facts.appearanceId);
    if (withdrawal && !staff) return [];
    const check = checks.get(facts.appearanceId);
    // A correction says all of it, so it takes the place of a check before it.
    const checked = placeOf(check) > placeOf(event) ? check?.facts.attribution : undefined;
    const upstreams = above(facts.appearanceId);
    return [
      {
        id: facts.appearanceId,
        mode: facts.mode,
        place: facts.place,
        attribution: checked ?? facts.attribution ?? null,
        excerpt: words?.excerpt ?? null,
        translation: words?.translation ?? null,
        challenge: words?.challenge ?? null,
        ownReporting: words?.ownReporting ?? null,
        note: staff ? (words?.note ?? null) : null,
        corrected: type === 'AppearanceCorrected',
        withdrawn: withdrawal !== undefined,
        withdrawnBecause: withdrawal?.words?.reason ?? null,
        work: names.work(facts.workId),
        upstream: upstreams[0] ?? null,
        upstreams,
        alteredFrom: alteredFrom(facts.appearanceId),
      },
    ];
  });
}

/**
 * What stands above something in its chain, without what was withdrawn, and so without what lies above that; and, apart, what
 * it was altered from, which is no link.
 */
function chainsIn({ readable, names }: Pick<ClaimStream, 'readable' | 'names'>, staff: boolean) {
  const withdrawn = new Set(ofType(readable, 'UpstreamWithdrawn').map(({ facts }) => facts.upstreamId));
  const upstreams = ofType(readable, 'UpstreamAttributed').filter(({ facts }) => !withdrawn.has(facts.upstreamId));
  const taken = (id: string) =>
    upstreams.filter(({ facts: { of } }) => ('appearanceId' in of ? of.appearanceId : of.upstreamId) === id);
  const isLink = ({ facts }: (typeof upstreams)[number]): boolean => facts.relation !== 'altered';
  const above = (id: string): UpstreamView[] => taken(id).filter(isLink).map(shown);
  const alteredFrom = (id: string): UpstreamView[] =>
    taken(id)
      .filter((each) => !isLink(each))
      .map(shown);
  const shown = ({ facts, words }: (typeof upstreams)[number]): UpstreamView => {
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
      alteration: words?.alteration ?? null,
      label: staff ? (words?.label ?? null) : null,
      note: staff ? (words?.note ?? null) : null,
      upstream: upstreams[0] ?? null,
      upstreams,
    };
  };
  return { above, alteredFrom };
}
