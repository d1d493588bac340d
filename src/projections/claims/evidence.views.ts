import type { EvidenceClass, SourceKind, Stance } from '../../claims/claim.events.js';
import { NamedOutletView, NamedWorkView } from './appearance.views.js';

/** An item of evidence. */
export class EvidenceView {
  /** The item. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a14' */
  readonly id: string;

  /** How it bears on the claim. @example 'supports' */
  readonly stance: Stance;

  /** Whether it is the source itself. @example 'primary' */
  readonly source: EvidenceClass;

  /** What sort of source. @example 'document' */
  readonly sourceKind: SourceKind;

  /** Its title; null where confidential or erased. @example 'Briefing of the Joint Chiefs of Staff' */
  readonly title: string | null;

  /** Its address. @example 'https://www.jcs.mil.kr/briefing/2025-03-27' */
  readonly url: string | null;

  /** Whose statement it is; null where unknown, or confidential. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a16' */
  readonly originId: string | null;

  /** By name. @example 'Joint Chiefs of Staff, Republic of Korea' */
  readonly originName: string | null;

  /** Where it comes from an outlet of this ledger. @example null */
  readonly outlet: NamedOutletView | null;

  /** Where it is a work of this ledger. @example null */
  readonly work: NamedWorkView | null;

  /** When it was published, EDTF. @example '2025-03-27' */
  readonly publishedOn: string | null;

  /** The interest that the source has in the matter. @example null */
  readonly interest: string | null;

  /** For the desk only. @example null */
  readonly note: string | null;

  /** Whether only those who know the source may see it. @example false */
  readonly confidential: boolean;

  /** For the desk: who knows a confidential source. @example null */
  readonly knownBy: string[] | null;

  /** For the desk: why a confidential source is trusted. @example null */
  readonly trustedBecause: string | null;

  /** Whether it was corrected since it was attached. @example false */
  readonly corrected: boolean;

  /** Why. @example null */
  readonly correctedBecause: string | null;

  /** Whether it was withdrawn. @example false */
  readonly withdrawn: boolean;

  /** Why. @example null */
  readonly withdrawnBecause: string | null;
}
