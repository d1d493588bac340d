import { groupBy } from '../../kernel/group-by.js';
import { agreementOf, MINIMUM_PAIRS } from './agreement.kappa.js';
import { agreementProjection, type RatedTwiceRow } from './agreement.projection.js';
import type { AgreementView, ReviewerPairView, ScaleAgreementView } from './agreement.views.js';
import { isStale, reachedIn } from '../engine/list.js';
import { checkpointOf, rowsAt } from '../engine/store.js';
import { notFound, view } from '../engine/view.js';

const DEPENDS_ON = [agreementProjection];
const COUNTS = 'Ratings given blind beside a proposal, once that is published, sent back or withdrawn.';

/** Two ratings of one wording, of which neither knew the other. */
interface Pair {
  readonly scale: string;
  readonly scaleVersion: number;
  readonly people: readonly [proposer: string, other: string];
  readonly ratings: readonly [string, string];
}

/**
 * How far reviewers agree, over blind pairs only, for reviewers and those who check them.
 *
 * A pair counts once its proposal is settled: as long as it is open it is kept from some, and so is what it adds here.
 *
 * Throws Unanswerable `not-found` for anybody else.
 */
export const agreement = view<Record<string, never>, AgreementView>({
  dependsOn: DEPENDS_ON,
  answer: async ({ pool }, _, moment) => {
    if (!moment.reader.roles.some((role) => MAY_ASK.includes(role))) return notFound();
    const { asOf } = moment;
    const { rows } = await pool.query<{ position: string; stopped: string | null; states: RatedTwiceRow[] }>(
      `select p.position, p.stopped,
        (select coalesce(json_agg(r.state order by r.key), '[]')
          from ${rowsAt(agreementProjection, asOf === null ? null : '$1::bigint')} r where r.counts) as states
      from ${checkpointOf(DEPENDS_ON)} p`,
      asOf === null ? [] : [asOf],
    );
    const reached = reachedIn(rows[0]);
    const pairs = (rows[0]?.states ?? []).flatMap(pairsOf);
    const scales = groupBy(pairs, ({ scale, scaleVersion }) => `${scale} ${scaleVersion}`);
    return {
      minimum: MINIMUM_PAIRS,
      counts: COUNTS,
      scales: [...scales.values()].flatMap((each) => scaleOf(each)),
      position: asOf ?? reached.position,
      asOf,
      stale: isStale(moment, reached),
    };
  },
});

const MAY_ASK: readonly string[] = ['reviewer', 'auditor', 'admin', 'system'];

const pairsOf = ({ scale, scaleVersion, proposer, rating, blind }: RatedTwiceRow): Pair[] =>
  blind.map((second) => ({
    scale,
    scaleVersion,
    people: [proposer, second.rater],
    ratings: [rating, second.rating],
  }));

function scaleOf(pairs: readonly Pair[]): ScaleAgreementView[] {
  const [first] = pairs;
  if (!first) return [];
  const byPeople = groupBy(pairs, ({ people }) => [...people].sort().join(' '));
  return [
    {
      scale: first.scale,
      scaleVersion: first.scaleVersion,
      overall: agreementOf(pairs.map(({ ratings }) => ratings)),
      reviewers: [...byPeople]
        .map(([key, of]) => betweenTwo(key.split(' '), of))
        .sort((a, b) => b.pairs - a.pairs || (a.people.join() < b.people.join() ? -1 : 1)),
    },
  ];
}

/** Between two people the order is theirs, whoever of them proposed. */
const betweenTwo = (people: string[], pairs: readonly Pair[]): ReviewerPairView => ({
  people,
  ...agreementOf(
    pairs.map(({ people: [proposer], ratings: [own, other] }) =>
      proposer === people[0] ? [own, other] : [other, own],
    ),
  ),
});
