import { wasPublished } from '../parties.js';
import type { Rating } from '../claim.events.js';
import type { ClaimState } from '../claim.state.js';
import type { CarrierChange } from './carrier-changes.state.js';

/** Ratings that accuse nobody who carried the claim. */
const HARMLESS: readonly Rating[] = ['TRUE', 'MOSTLY_TRUE', 'KEPT'];

/** Whether it says of somebody that they changed or made up something, which is an accusation by itself. */
const accuses = ({ type, facts }: CarrierChange): boolean => {
  const { attribution, relation } = facts as { attribution?: string; relation?: string };
  return (
    (type !== 'UpstreamAttributed' && attribution !== undefined && !['unchecked', 'accurate'].includes(attribution)) ||
    relation === 'altered'
  );
};

/** Whether it names nobody: a work without an outlet in its own voice, a source that nobody names. */
const namesNobody = ({ facts }: CarrierChange): boolean => {
  const said = facts as { mode?: string; workId?: string; originId?: string; kind?: string; namesNobody?: true };
  if (said.kind !== undefined) return said.kind === 'unnamed' || said.namesNobody === true;
  return said.mode !== undefined && said.mode !== 'attributed' && said.originId === said.workId;
};

/**
 * Whether a change of who carried a claim is one that another person stands by: readers have been told of the claim, it
 * names somebody, and some public verdict, or the change itself, accuses.
 */
export const needsConfirmation = (state: ClaimState, change: CarrierChange): boolean => {
  if (!wasPublished(state)) return false;
  if (accuses(change)) return true;
  const told = [...state.verdicts.values()].filter(({ publisher }) => publisher !== undefined);
  return !namesNobody(change) && told.some(({ facts }) => !HARMLESS.includes(facts.rating));
};
