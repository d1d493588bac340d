import type { ClaimEvent } from '../../claims/claim.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import { idOf, projection, type RowHandlers } from '../engine/projection.js';
import { PUBLIC_COLUMNS } from '../engine/texts.js';
import type { SearchedText } from '../language/searched-text.js';

/** What a claim is found by: the positions of the events that have its texts, oldest first. */
interface SearchRow {
  readonly texts: readonly number[];
  /** Since which position each verdict that was published has been, and each change that was confirmed, by its identifier. */
  readonly published: Readonly<Record<string, number>>;
  /** Kept from the public: by order, or as one that is read elsewhere. */
  readonly withheld: boolean;
  readonly merged: boolean;
}

const EMPTY: SearchRow = { texts: [], published: {}, withheld: false, merged: false };

/** From its first publication on a claim is public, whatever became of the verdict (`isPublic`). */
const publicSince = ({ published, withheld, merged }: SearchRow): number | null =>
  withheld || merged || Object.keys(published).length === 0 ? null : Math.min(...Object.values(published));

const changed =
  (change: Partial<SearchRow>) =>
  (row: SearchRow = EMPTY): SearchRow => ({ ...row, ...change });

const adds = (row: SearchRow = EMPTY, { position }: { readonly position: number }): SearchRow => ({
  ...row,
  texts: [...row.texts, position],
});

/** Events with texts that a claim is found by, whatever became of them: every wording that it ever had. */
const WORDED = {
  ClaimSubmitted: adds,
  ClaimReworded: adds,
  ClaimTranslated: adds,
  ClaimantCorrected: adds,
  ClaimTagged: adds,
  AppearanceRecorded: adds,
  AppearanceCorrected: adds,
  VerdictProposed: adds,
} satisfies RowHandlers<SearchRow, ClaimEvent>;

type Searched = { [Type in keyof typeof WORDED]: Recorded<Extract<ClaimEvent, { type: Type }>> }[keyof typeof WORDED];
type SearchedClaimant = { readonly name: string; readonly role?: string } | null | undefined;

/** One row a claim; its words lie in tables of their own (`texts.ts`). */
export const claimSearchProjection = projection<SearchRow, ClaimEvent>({
  name: 'claim_search',
  version: 8,
  columns: {
    [PUBLIC_COLUMNS.since]: { type: 'bigint', of: publicSince },
    [PUBLIC_COLUMNS.published]: { type: 'jsonb', of: ({ published }) => published },
  },
  indexes: [],
  keys: (event) => [idOf(event)],
  on: {
    ...WORDED,
    VerdictPublished: (row = EMPTY, { facts: { verdictId }, position }) => ({
      ...row,
      published: { ...row.published, [verdictId]: position },
    }),
    CarrierChangesConfirmed: (row = EMPTY, { facts: { changeIds }, position }) => ({
      ...row,
      published: { ...row.published, ...Object.fromEntries(changeIds.map((id) => [id, position])) },
    }),
    PublicationWithheld: changed({ withheld: true }),
    WithholdingLifted: changed({ withheld: false }),
    ClaimMerged: changed({ merged: true }),
    ClaimSplit: changed({ merged: false }),
  },
  texts: (event) =>
    event.type in WORDED ? textsIn(event as unknown as Searched).filter(({ text }) => text !== '') : [],
});

function textsIn({ type, facts, words }: Searched): SearchedText[] {
  if (words === null) return [];
  switch (type) {
    case 'ClaimSubmitted':
      return [
        { part: 'wording', text: words.text, language: facts.language, weight: 'A' },
        ...claimant(words.claimant, facts.claimantId),
        ...topics(facts.topics),
      ];
    case 'ClaimReworded':
      // With a correction that brought it, the text stands in that verdict's proposal.
      return words.text === undefined
        ? []
        : [{ part: 'wording', text: words.text, language: facts.language, weight: 'A' }];
    case 'ClaimTranslated':
      return [{ part: 'translation', text: words.text, language: facts.language, weight: 'A' }];
    case 'ClaimantCorrected':
      return claimant(words.claimant, facts.claimantId);
    case 'ClaimTagged':
      return topics(facts.topics);
    case 'AppearanceRecorded':
    case 'AppearanceCorrected':
      return [
        { part: 'excerpt' as const, text: words.excerpt ?? '', language: null, weight: 'C' as const },
        { part: 'excerpt-translation' as const, text: words.translation ?? '', language: null, weight: 'C' as const },
        // What waits to be confirmed is public from then on, as what a proposal says is from its publication on.
      ].map((text) => ({ ...text, ...(facts.changeId === undefined ? {} : { verdictId: facts.changeId }) }));
    case 'VerdictProposed':
      return [
        ...(facts.rewording
          ? [{ part: 'wording', text: words.wording ?? '', language: facts.rewording.language, weight: 'A' as const }]
          : []),
        ...(facts.reassignment ? claimant(words.claimant, facts.reassignment.claimantId) : []),
      ].map((text) => ({ ...text, verdictId: facts.verdictId }));
  }
}

const claimant = (named: SearchedClaimant, id: string | null): SearchedText[] =>
  named
    ? [
        { part: 'claimant', text: named.name, language: null, weight: 'A', ...(id === null ? {} : { names: id }) },
        { part: 'claimant-role', text: named.role ?? '', language: null, weight: 'D' },
      ]
    : [];

const topics = (codes: readonly string[]): SearchedText[] => [
  { part: 'topics', text: codes.join(' ').replaceAll('-', ' '), language: null, weight: 'C' },
];
