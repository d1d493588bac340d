import type { Context, Reads } from '../../kernel/decider.js';
import { originFold } from '../../origins/origin.state.js';
import { outletFold } from '../../outlets/outlet.decider.js';
import type { ClaimState } from '../claim.state.js';

/** What counts as an origin in a claim, or would with a correction that is proposed. Any of them may be an outlet. */
const originsIn = ({
  claimantId,
  otherClaimants,
  evidence,
  appearances,
  upstreams,
  verdicts,
}: ClaimState): ReadonlySet<string> =>
  new Set(
    [
      claimantId,
      ...otherClaimants.keys(),
      ...[...evidence.values(), ...appearances.values(), ...upstreams.values()].map(({ originId }) => originId),
      ...[...verdicts.values()].map(({ facts }) => facts.reassignment?.claimantId ?? null),
    ].filter((id) => id !== null),
  );

/** A claim's origins, also as the outlets that they may be, for a rule that judges their independence. */
export const streamsOfOrigins = (state: ClaimState): NonNullable<Reads['streams']> =>
  [...originsIn(state)].flatMap((id) => [
    { fold: outletFold, id },
    { fold: originFold, id },
  ]);

type Parts<Part> = ReadonlyMap<string, Part>;

/**
 * A claim with every outlet that was merged into another, and every origin that was joined into one, counted as that one, so
 * that two entries of one outlet, or two spellings of one name, are not two origins.
 *
 * @param announced the claim by which `streamsOfOrigins` said what to read
 */
export const withMergedOrigins = (state: ClaimState, announced: ClaimState, context: Context): ClaimState => {
  const read = originsIn(announced);
  const known = (id: string): string =>
    read.has(id) ? (context.state(outletFold, id).mergedInto ?? context.state(originFold, id).joinedInto ?? id) : id;
  const counted = <Part extends { readonly originId: string | null }>(parts: Parts<Part>): Parts<Part> =>
    new Map(
      [...parts].map(([id, part]) => [id, part.originId === null ? part : { ...part, originId: known(part.originId) }]),
    );
  return {
    ...state,
    claimantId: state.claimantId === null ? null : known(state.claimantId),
    otherClaimants: new Map([...state.otherClaimants].map(([id, claimant]) => [known(id), claimant])),
    evidence: counted(state.evidence),
    appearances: counted(state.appearances),
    upstreams: counted(state.upstreams),
  };
};
