import type { ClaimRelation } from '../../claims/claim.events.js';

/** How a claim relates to another one. */
export class RelationView {
  /** The relation. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a40' */
  readonly relationId: string;

  /** What the one is to the other. @example 'narrows' */
  readonly relation: ClaimRelation;

  /** The other claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a02' */
  readonly claimId: string;

  /** Whether this claim says so of the other (`to`), or the other of this one (`from`). @example 'to' */
  readonly direction: 'to' | 'from';
}
