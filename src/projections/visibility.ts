import type { ClaimEvent, EvidenceAttached } from '../claims/claim.events.js';
import type { Recorded } from '../ledger/recorded.js';
import { PRIVATE_FACTS, PUBLIC_WORDS } from './claims/claim-publicity.js';
import { publicVerdicts, type Verdict } from '../claims/verdicts/verdict.js';
import { isStaff, type Reader } from './engine/view.js';

/** What anybody may see of a claim. */
interface PublishedParts {
  readonly verdicts: ReadonlySet<string>;
  /** Evidence that those verdicts rest on. */
  readonly evidence: ReadonlySet<string>;
  /** Other claims that have been published: no others are named. */
  readonly claims: ReadonlySet<string>;
  /** Changes of who carried it that do not hold: of these nothing is told. */
  readonly changes: ReadonlySet<string>;
  /** Replies of which nobody has checked who sent them. */
  readonly uncheckedReplies: ReadonlySet<string>;
}

/** All but the open proposals that a reviewer is to rate without having seen them. */
interface Blinded {
  readonly blinded: ReadonlySet<string>;
}

/** What of a claim a reader may see; null: all of it. */
export type Visible = PublishedParts | Blinded | null;

/** Somebody who is to review a claim. */
interface Assignment {
  readonly person: string;
  /** To rate a proposal without having seen it. */
  readonly blind: boolean;
  /** EDTF. */
  readonly dueOn?: string;
}

/** What decides whether a claim is public, and what is kept from those who review it blind. */
export interface Publicity {
  readonly verdicts: readonly Verdict[];
  /** Kept from the public by order. */
  readonly withheld: boolean;
  /** The claim that it repeats, at whose page it is read. */
  readonly mergedInto?: string;
  readonly reviewers: readonly Assignment[];
  readonly seconds: readonly { readonly verdictId: string; readonly person: string }[];
  /** Changes of who carried it that never held, or do not yet. */
  readonly hiddenChanges?: readonly string[];
  /** Replies of which nobody has checked who sent them. */
  readonly uncheckedReplies: readonly string[];
}

/** A claim has been published with its first verdict, whatever becomes of that, unless it is withheld by order. */
export const isPublished = ({ verdicts, withheld }: Pick<Publicity, 'verdicts' | 'withheld'>): boolean =>
  !withheld && publicVerdicts(verdicts).length > 0;

/** A claim is public when it has been published and is not merged into another one. */
export const isPublic = (claim: Pick<Publicity, 'verdicts' | 'withheld' | 'mergedInto'>): boolean =>
  claim.mergedInto === undefined && isPublished(claim);

/** Open proposals that somebody is assigned to rate blind and has not rated; never their own. */
export const blindedFor = (person: string, { verdicts, reviewers, seconds }: Publicity): ReadonlySet<string> => {
  if (!reviewers.some((each) => each.person === person && each.blind)) return new Set();
  const rated = new Set(seconds.flatMap((second) => (second.person === person ? second.verdictId : [])));
  const open = verdicts.filter(
    ({ id, state, proposer }) => state === 'proposed' && proposer !== person && !rated.has(id),
  );
  return new Set(open.map(({ id }) => id));
};

/** Those from whom an open proposal is kept. */
export const blindedReviewers = (claim: Publicity): readonly string[] =>
  claim.reviewers.flatMap(({ person }) => (blindedFor(person, claim).size > 0 ? person : []));

/**
 * What somebody may see of a claim: who works here everything but a proposal that they are to rate blind, whatever moment
 * they ask about; anybody else what has been published, and that only if it was public at that moment and is so now.
 *
 * @param claims other claims that have been published, then and now
 * @returns `none` where the reader may not know that there is such a claim; null where all may be seen
 */
export function visibleTo(
  reader: Reader,
  then: Publicity,
  now: Publicity,
  claims: ReadonlySet<string> = new Set(),
): Visible | 'none' {
  if (isStaff(reader)) {
    const unsighted = blindedFor(reader.id, now);
    return unsighted.size > 0 ? { blinded: unsighted } : null;
  }
  if (!isPublic(then) || !isPublic(now)) return 'none';
  return publishedParts(then, now, claims);
}

/** What has been published of a claim, then and now. */
export function publishedParts(then: Publicity, now: Publicity, claims: ReadonlySet<string>): PublishedParts {
  const still = new Set(publicVerdicts(now.verdicts).map(({ id }) => id));
  const shown = publicVerdicts(then.verdicts).filter(({ id }) => still.has(id));
  return {
    verdicts: new Set(shown.map(({ id }) => id)),
    evidence: new Set(shown.flatMap(({ evidence }) => evidence)),
    claims,
    changes: new Set(then.hiddenChanges ?? []),
    uncheckedReplies: new Set(then.uncheckedReplies),
  };
}

/** Whether a verdict is among what a reader may see. */
export const showsVerdict = (visible: Visible, id: string): boolean =>
  visible === null || ('blinded' in visible ? !visible.blinded.has(id) : visible.verdicts.has(id));

/** Whether another claim may be named to a reader. */
export const showsClaim = (visible: Visible, id: string): boolean =>
  visible === null || 'blinded' in visible || visible.claims.has(id);

/** Whether a reader to whom a claim is visible may see one of its events. */
export function mayRead({ type, facts }: Pick<Recorded<ClaimEvent>, 'type' | 'facts'>, visible: Visible): boolean {
  if (visible === null) return true;
  // By these an event names a verdict, an item of evidence, or another claim.
  const { verdictId, by, evidenceId, replyId, claimId, intoId, fromId, changeId } = facts as Readonly<
    Record<string, string | undefined>
  >;
  const verdicts = [verdictId, by].filter((id) => id !== undefined);
  if (!verdicts.every((id) => showsVerdict(visible, id))) return false;
  if ('blinded' in visible) return true;
  if (PUBLIC_WORDS[type] === null || (changeId !== undefined && visible.changes.has(changeId))) return false;
  if (evidenceId !== undefined && !visible.evidence.has(evidenceId)) return false;
  if (replyId !== undefined && visible.uncheckedReplies.has(replyId)) return false;
  return [claimId, intoId, fromId].every((id) => id === undefined || visible.claims.has(id));
}

/** Where an item of evidence comes from that is confidential or ever was, and who may know. */
export interface EvidenceSource {
  readonly evidenceId: string;
  /** Every origin that it ever counted as. */
  readonly origins: readonly string[];
  readonly knownBy: readonly string[];
}

/** What must not reach a reader: confidential items, and their origins wherever these are named. */
export interface Redaction {
  readonly evidence: ReadonlySet<string>;
  readonly origins: ReadonlySet<string | null>;
}

/** What of a claim's confidential evidence a reader does not know; no role opens it, only being named. */
export function redactionFor({ id }: Reader, sources: readonly EvidenceSource[]): Redaction {
  const kept = sources.filter(({ knownBy }) => !knownBy.includes(id));
  return {
    evidence: new Set(kept.map(({ evidenceId }) => evidenceId)),
    origins: new Set(kept.flatMap(({ origins }) => origins)),
  };
}

/** An event's parts as a reader may see them. */
export interface RedactedEvent {
  readonly facts: Record<string, unknown>;
  readonly words: Record<string, unknown> | null;
  readonly withheld: boolean;
}

/**
 * Leaves out of an event's facts and words what its reader may not see: for strangers all words that are not public, and
 * other claims that are not; for everybody who a confidential source is.
 *
 * @param visible what `visibleTo` gives; without it no other claim is named to a stranger
 */
export function redact(reader: Reader, event: Recorded, kept: Redaction, visible: Visible = null): RedactedEvent {
  const { type, facts } = event;
  const all = isStaff(reader)
    ? { facts: { ...facts }, words: event.words && { ...event.words }, withheld: false }
    : redactForPublic(event, visible);
  if (type === 'EvidenceAttached' || type === 'EvidenceCorrected') {
    return redactEvidence(isStaff(reader), facts as EvidenceAttached['facts'], all, kept);
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

function redactForPublic({ type, facts, words }: Recorded, visible: Visible): RedactedEvent {
  const open: readonly string[] = PUBLIC_WORDS[type as ClaimEvent['type']] ?? [];
  const told = Object.entries(facts).filter(([name]) => !PRIVATE_FACTS.includes(name));
  const { overtaken, ...rest } = Object.fromEntries(told) as { overtaken?: { claimId?: string; rating?: string } };
  const { claimId, ...other } = overtaken ?? {};
  const named = claimId !== undefined && visible !== null && showsClaim(visible, claimId);
  const said = Object.entries(words ?? {});
  const shown = said.filter(([name]) => open.includes(name));
  return {
    facts: { ...rest, ...(overtaken && { overtaken: named ? overtaken : other }) },
    words: words && Object.fromEntries(shown),
    withheld:
      shown.length < said.length || told.length < Object.keys(facts).length || (claimId !== undefined && !named),
  };
}

function redactEvidence(
  staff: boolean,
  facts: EvidenceAttached['facts'],
  all: RedactedEvent,
  kept: Redaction,
): RedactedEvent {
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
