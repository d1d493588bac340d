import { originKeys } from '../../kernel/names.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { originNamer } from '../appearances/origins.js';
import type { Claimant } from './submission.commands.js';
import type { ClaimantWords } from './submission.events.js';

/** Null or absent: the outlet speaks itself. */
type GivenClaimant = Claimant | null | undefined;

/** The keys that a rule must read for a claimant who is named. */
export const claimantKeys = (claimant: GivenClaimant): readonly string[] =>
  claimant?.name === undefined ? [] : originKeys(claimant.name);

/** Who a claimant is: by the identifier of the name, nobody where the outlet speaks itself, or somebody unknown. */
export const claimantFacts = (
  claimant: GivenClaimant,
  names: ReturnType<typeof originNamer>,
): { claimantId: string | null; claimantUnknown?: true } =>
  claimant?.name === undefined
    ? { claimantId: null, ...(claimant?.unknown && { claimantUnknown: true as const }) }
    : { claimantId: names.idOf(claimant.name) };

/** What is said of a claimant who is named. */
export const claimantWords = (claimant: GivenClaimant): ClaimantWords | undefined =>
  claimant?.name === undefined
    ? undefined
    : { name: claimant.name, ...omitUndefined({ role: claimant.role, wikidataId: claimant.wikidataId }) };
