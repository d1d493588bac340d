import type { ClaimantWords, ClaimEvent } from '../../claims/claim.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import type { WordingView } from './claim-wordings.views.js';
import type { ClaimantView } from './claimant.views.js';
import { isStaff, type Reader } from '../engine/view.js';

/** An event that may hold a claim's text, its claimant's name, or both: of a material correction its proposal does. */
type WordingEventRecord = Recorded<
  Extract<
    ClaimEvent,
    { type: 'ClaimSubmitted' | 'ClaimReworded' | 'ClaimantCorrected' | 'ClaimantAdded' | 'VerdictProposed' }
  >
>;

/** What an event says of a claim's text and claimant; null where it does not, or no longer. */
export function wordsIn(event: Recorded | undefined): {
  readonly text: string | null;
  readonly claimant: ClaimantWords | null;
  readonly claimedOnInferredFrom: string | null;
} {
  const words = ((event as WordingEventRecord | undefined)?.words ?? {}) as {
    text?: string;
    wording?: string;
    claimant?: ClaimantWords;
    claimedOnInferredFrom?: string;
  };
  return {
    text: words.wording ?? words.text ?? null,
    claimant: words.claimant ?? null,
    claimedOnInferredFrom: words.claimedOnInferredFrom ?? null,
  };
}

/** Who asserts a claim, by identifier. */
interface WhoAsserts {
  readonly claimantId: string | null;
  readonly claimantUnknown?: true;
}

/** A claimant with the name as an event has it; null where the outlet speaks itself. */
export function claimantOf(
  { claimantId: id, claimantUnknown }: WhoAsserts,
  event: Recorded | undefined,
): ClaimantView | null {
  const { name = null, role = null, wikidataId = null } = wordsIn(event).claimant ?? {};
  return id === null && !claimantUnknown ? null : { id, name, role, wikidataId, unknown: claimantUnknown ?? false };
}

/** Every wording that a claim has had, oldest first, with its translations; the last is the one in use. */
export function wordingsOf({ readable, row }: ClaimStream, reader: Reader): WordingView[] {
  const proposals = new Map(ofType(readable, 'VerdictProposed').map((event) => [event.facts.verdictId, event]));
  const wordings = ofType(readable, 'ClaimSubmitted', 'ClaimReworded');
  return wordings.map((event) => {
    const { facts, words, at, actor } = event;
    const { wordingId, language, kind, by = null } = facts as typeof facts & { by?: string };
    const proposal = by === null ? undefined : proposals.get(by);
    return {
      wordingId,
      text: wordsIn(proposal ?? event).text,
      language,
      kind,
      current: wordingId === row.wordingId,
      since: at,
      by: isStaff(reader) ? actor : null,
      reason: proposal?.words?.reason ?? (words as { reason?: string } | null)?.reason ?? null,
      correctedBy: by,
      translations: translationsOf(readable, wordingId, reader),
    };
  });
}

/** A wording in other languages, the newest of each. */
function translationsOf(readable: ClaimStream['readable'], wordingId: string, reader: Reader) {
  const all = ofType(readable, 'ClaimTranslated').filter(({ facts }) => facts.wordingId === wordingId);
  const newest = new Map(all.map((event) => [event.facts.language, event]));
  return [...newest.values()].map(({ facts: { translationId, language }, words, at }) => ({
    translationId,
    language,
    text: words?.text ?? null,
    since: at,
    note: isStaff(reader) ? (words?.note ?? null) : null,
  }));
}
