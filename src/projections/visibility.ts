import type { ClaimEvent, EvidenceAttached } from '../claims/claim.events.js';
import type { Recorded } from '../ledger/recorded.js';
import { publicOnes, type Verdict } from './standing.js';
import { isStaff, type Reader } from './view.js';

/** What of a claim a reader may see; null: all of it. */
export interface Visible {
  readonly verdicts: ReadonlySet<string>;
  /** Evidence that those verdicts rest on. */
  readonly evidence: ReadonlySet<string>;
}

/** What decides whether a claim is public. */
export interface Publicity {
  readonly verdicts: readonly Verdict[];
  /** Kept from the public by order. */
  readonly withheld: boolean;
}

/** A claim is public from its first published verdict on, whatever becomes of that, unless it is withheld by order. */
export const isPublic = ({ verdicts, withheld }: Publicity): boolean => !withheld && publicOnes(verdicts).length > 0;

/**
 * What somebody may see of a claim: who works here everything, anybody else what has been published, and that only if it
 * was public at the moment asked for and is so now.
 *
 * @returns `none` where the reader may not know that there is such a claim; null where all may be seen
 */
export function visibleTo(reader: Reader, then: Publicity, now: Publicity): Visible | null | 'none' {
  if (isStaff(reader)) return null;
  if (!isPublic(then) || !isPublic(now)) return 'none';
  const still = new Set(publicOnes(now.verdicts).map(({ id }) => id));
  const shown = publicOnes(then.verdicts).filter(({ id }) => still.has(id));
  return {
    verdicts: new Set(shown.map(({ id }) => id)),
    evidence: new Set(shown.flatMap(({ evidence }) => evidence)),
  };
}

/** Whether a reader to whom a claim is visible may see one of its events. */
export function mayRead(
  { type, facts }: Pick<Recorded<ClaimEvent>, 'type' | 'facts'>,
  visible: Visible | null,
): boolean {
  if (visible === null) return true;
  const { verdictId, evidenceId } = facts as { verdictId?: string; evidenceId?: string };
  switch (type) {
    case 'ClaimSubmitted':
    case 'AppearanceRecorded':
    case 'UpstreamAttributed':
      return true;
    case 'EvidenceAttached':
    case 'EvidenceCorrected':
    case 'EvidenceWithdrawn':
      return visible.evidence.has(evidenceId ?? '');
    case 'VerdictProposed':
    case 'VerdictPublished':
    case 'VerdictSuperseded':
    case 'VerdictCorrected':
    case 'VerdictRetracted':
    case 'RetractionConfirmed':
    case 'RetractionOverturned':
      return visible.verdicts.has(verdictId ?? '');
    default:
      return false;
  }
}

/** An item of evidence of which only those who know its source may see more than its stance. */
export interface Confidential {
  readonly evidenceId: string;
  readonly originId: string | null;
  readonly knownBy: readonly string[];
}

/** An item's confidentiality, if it is confidential. */
export const confidentialOf = ({ evidenceId, originId, confidential }: EvidenceAttached['facts']): Confidential[] =>
  confidential ? [{ evidenceId, originId, knownBy: confidential.knownBy }] : [];

/** What must not reach a reader: confidential items, and their origins wherever these are named. */
export interface Kept {
  readonly evidence: ReadonlySet<string>;
  readonly origins: ReadonlySet<string | null>;
}

/** What of a claim's confidential evidence a reader does not know; no role opens it, only being named. */
export function keptFrom({ id }: Reader, confidential: readonly Confidential[]): Kept {
  const kept = confidential.filter(({ knownBy }) => !knownBy.includes(id));
  return {
    evidence: new Set(kept.map(({ evidenceId }) => evidenceId)),
    origins: new Set(kept.map(({ originId }) => originId).filter((originId) => originId !== null)),
  };
}

/** An event's parts as a reader may see them. */
export interface Shown {
  readonly facts: Record<string, unknown>;
  readonly words: Record<string, unknown> | null;
  readonly withheld: boolean;
}

/** Leaves out of an event's facts and words what its reader may not see: notes, and who a confidential source is. */
export function shownTo(reader: Reader, { type, facts, words }: Recorded, kept: Kept): Shown {
  const staff = isStaff(reader);
  const { note, ...noted } = (words ?? {}) as Record<string, unknown>;
  const shown = { facts: { ...facts }, words: words && (staff ? { ...words } : noted) };
  const all: Shown = { ...shown, withheld: !staff && note !== undefined };
  if (type === 'EvidenceAttached' || type === 'EvidenceCorrected') {
    return evidenceTo(staff, facts as EvidenceAttached['facts'], all, kept);
  }
  // A reason may tell who the source is.
  if (type === 'EvidenceWithdrawn' && kept.evidence.has((facts as { evidenceId: string }).evidenceId)) {
    return { ...all, words: null, withheld: true };
  }
  if (kept.origins.size === 0) return all;
  if (type === 'VerdictProposed') {
    const { evidence } = facts as Extract<ClaimEvent, { type: 'VerdictProposed' }>['facts'];
    const pinned = evidence.map((pin) => (kept.evidence.has(pin.evidenceId) ? { ...pin, originId: null } : pin));
    return { ...all, facts: { ...all.facts, evidence: pinned }, withheld: true };
  }
  if (type === 'VerdictPublished') {
    const { originIds } = facts as { originIds: string[] };
    const known = originIds.filter((originId) => !kept.origins.has(originId));
    return { ...all, facts: { ...all.facts, originIds: known }, withheld: true };
  }
  return all;
}

function evidenceTo(staff: boolean, facts: EvidenceAttached['facts'], all: Shown, kept: Kept): Shown {
  const { evidenceId, stance, source, sourceKind, confidential } = facts;
  if (!kept.evidence.has(evidenceId)) return all;
  const trustedBecause = all.words?.trustedBecause;
  return {
    facts: {
      evidenceId,
      stance,
      source,
      sourceKind,
      confidential: staff ? confidential : {},
    },
    words: all.words && staff && trustedBecause !== undefined ? { trustedBecause } : null,
    withheld: true,
  };
}
