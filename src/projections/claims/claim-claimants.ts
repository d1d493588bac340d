import type { MediaFacts } from '../../claims/claim.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import { claimantOf, wordsIn } from './claim-wordings.js';
import type { ClaimedMediaView } from './claimed-media.views.js';
import type { ClaimantView, DatedClaimantView, OwnCorrectionView, SubjectView } from './claimant.views.js';
import { isStaff, type Reader } from '../engine/view.js';

/** The first claimant as the claim has it now; null where the outlet speaks itself. */
export const firstClaimantOf = ({ row, events }: ClaimStream): ClaimantView | null =>
  claimantOf(row, eventAt(events, row.named));

/** Everybody who asserts the claim, the first claimant first. */
export function claimantsOf(stream: ClaimStream): DatedClaimantView[] {
  const { row, events } = stream;
  const first = firstClaimantOf(stream);
  const others = row.otherClaimants.map(({ id, position, claimedOn, claimedOnBasis }): DatedClaimantView => {
    const naming = eventAt(events, position);
    const claimant = claimantOf({ claimantId: id }, naming) as ClaimantView;
    return {
      ...claimant,
      claimedOn: claimedOn ?? null,
      claimedOnBasis,
      claimedOnInferredFrom: wordsIn(naming).claimedOnInferredFrom,
    };
  });
  if (!first) return others;
  const { claimedOnInferredFrom } = wordsIn(eventAt(events, row.named));
  const day = { claimedOn: row.claimedOn ?? null, claimedOnBasis: row.claimedOnBasis, claimedOnInferredFrom };
  return [{ ...first, ...day }, ...others];
}

/** The media that it is about; their address stands in the event that has its text. */
export const mediaOf = (
  media: MediaFacts | undefined,
  wording: Recorded | undefined,
  { names }: Pick<ClaimStream, 'names'>,
): ClaimedMediaView | null =>
  media
    ? {
        kind: media.kind,
        claimedOf: media.claimedOf,
        work: media.workId === undefined ? null : names.work(media.workId),
        url: (wording?.words as { mediaUrl?: string } | null | undefined)?.mediaUrl ?? null,
        digest: media.digest ?? null,
      }
    : null;

/** What claimants put right themselves, oldest first. */
export const ownCorrectionsOf = ({ readable }: ClaimStream, reader: Reader): OwnCorrectionView[] =>
  ofType(readable, 'OwnCorrectionRecorded').map(({ facts, words, at }) => ({
    id: facts.ownCorrectionId,
    claimantId: facts.claimantId,
    text: words?.text ?? null,
    url: words?.url ?? null,
    correctedOn: facts.correctedOn ?? null,
    language: facts.language ?? null,
    note: isStaff(reader) ? (words?.note ?? null) : null,
    at,
  }));

/** Whom it is about without being theirs, for the desk. */
export const subjectsOf = ({ readable, state }: ClaimStream): SubjectView[] =>
  ofType(readable, 'SubjectAdded').flatMap(({ facts, words, at, actor }) =>
    state.subjects.has(facts.subjectId)
      ? {
          id: facts.subjectId,
          originId: facts.originId,
          as: facts.as,
          name: words?.subject.name ?? null,
          role: words?.subject.role ?? null,
          wikidataId: words?.subject.wikidataId ?? null,
          note: words?.note ?? null,
          at,
          by: actor,
        }
      : [],
  );

const eventAt = (events: ClaimStream['events'], wanted: number) => events.find(({ position }) => position === wanted);
