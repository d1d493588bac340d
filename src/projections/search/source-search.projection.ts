import type { EventOf } from '../../kernel/event.js';
import type { ClaimEvent } from '../../claims/claim.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { OutletEvent } from '../../outlets/outlet.events.js';
import type { WorkEvent } from '../../works/work.events.js';
import { idOf, projection, type ProjectedEventOf } from '../engine/projection.js';
import { PUBLIC_COLUMNS } from '../engine/texts.js';
import type { SearchedText } from '../language/searched-text.js';

type SourceEvent = ClaimEvent | WorkEvent | OutletEvent;

/** A claim with what its verdicts rest on, a work, or an outlet: what claims are found by that they do not say themselves. */
interface SourceRow {
  /** Of a claim: since which position each published verdict, and each item that one rests on, has been public. */
  readonly published: Readonly<Record<string, number>>;
  /** The items that each proposal rests on, by verdict. */
  readonly restsOn: Readonly<Record<string, readonly string[]>>;
  /** Items that are, or ever were, confidential: nobody finds anything by them. */
  readonly confidential: readonly string[];
  /** Works by appearance, with the position since which it stands there; of a work its outlet. */
  readonly opens: Readonly<Record<string, { readonly key: string; readonly since: number }>>;
  readonly withheld: boolean;
  readonly merged: boolean;
}

const EMPTY: SourceRow = { published: {}, restsOn: {}, confidential: [], opens: {}, withheld: false, merged: false };

const changed =
  (change: Partial<SourceRow>) =>
  (row: SourceRow = EMPTY): SourceRow => ({ ...row, ...change });
const unchanged = changed({});

/** As search has it of the claim itself (`claim-search.projection.ts`). */
const publicSince = ({ published, withheld, merged }: SourceRow): number | null =>
  withheld || merged || Object.keys(published).length === 0 ? null : Math.min(...Object.values(published));

/** The earliest position since which each other row is opened; null: none is. */
function opensIn({ opens }: SourceRow): Readonly<Record<string, number>> | null {
  const all = Object.values(opens).sort((a, b) => b.since - a.since);
  return all.length === 0 ? null : Object.fromEntries(all.map(({ key, since }) => [key, since]));
}

const appearing = (
  row: SourceRow = EMPTY,
  { facts, position }: ProjectedEventOf<ClaimEvent, 'AppearanceRecorded' | 'AppearanceCorrected'>,
): SourceRow => {
  const { appearanceId, workId } = facts as { appearanceId: string; workId?: string };
  const before = row.opens[appearanceId];
  if (workId === undefined || before?.key === workId) return row;
  return { ...row, opens: { ...row.opens, [appearanceId]: { key: workId, since: position } } };
};

const restingOn = (
  row: SourceRow = EMPTY,
  { facts }: ProjectedEventOf<ClaimEvent, 'EvidenceAttached' | 'EvidenceCorrected'>,
): SourceRow =>
  facts.confidential ? { ...row, confidential: [...new Set([...row.confidential, facts.evidenceId])] } : row;

const inOutlet = (
  row: SourceRow = EMPTY,
  { facts: { outletId }, position }: ProjectedEventOf<WorkEvent, 'WorkRecorded' | 'WorkCorrected'>,
): SourceRow => ({
  ...row,
  opens: outletId === null ? {} : { outlet: { key: outletId, since: position } },
});

/** The words of works, outlets, evidence and verdicts, each once, whatever number of claims hangs on them. */
export const sourceSearchProjection = projection<SourceRow, SourceEvent>({
  name: 'source_search',
  version: 1,
  columns: {
    [PUBLIC_COLUMNS.since]: { type: 'bigint', of: publicSince },
    [PUBLIC_COLUMNS.published]: { type: 'jsonb', of: ({ published }) => published },
    [PUBLIC_COLUMNS.opens]: { type: 'jsonb', of: opensIn },
  },
  indexes: [`using gin (${PUBLIC_COLUMNS.opens}) where ${PUBLIC_COLUMNS.opens} is not null`],
  keys: (event) => [idOf(event)],
  on: {
    AppearanceRecorded: appearing,
    AppearanceCorrected: appearing,
    AppearanceWithdrawn: (row = EMPTY, { facts }) => ({
      ...row,
      opens: Object.fromEntries(Object.entries(row.opens).filter(([id]) => id !== facts.appearanceId)),
    }),
    EvidenceAttached: restingOn,
    EvidenceCorrected: restingOn,
    VerdictProposed: (row = EMPTY, { facts: { verdictId, evidence } }) => ({
      ...row,
      restsOn: { ...row.restsOn, [verdictId]: evidence.map(({ evidenceId }) => evidenceId) },
    }),
    VerdictTranslated: unchanged,
    VerdictCorrected: unchanged,
    VerdictPublished: (row = EMPTY, { facts: { verdictId }, position }) => ({
      ...row,
      published: {
        ...Object.fromEntries([verdictId, ...(row.restsOn[verdictId] ?? [])].map((id) => [id, position])),
        ...row.published,
      },
    }),
    PublicationWithheld: changed({ withheld: true }),
    WithholdingLifted: changed({ withheld: false }),
    ClaimMerged: changed({ merged: true }),
    ClaimSplit: changed({ merged: false }),
    WorkRecorded: inOutlet,
    WorkCorrected: inOutlet,
    OutletRegistered: unchanged,
    OutletRenamed: unchanged,
  },
  texts: (event) => textsIn(event as Worded).filter(({ text, part }) => text !== '' || part === 'appearance'),
});

const text = (
  part: string,
  words: string | undefined,
  weight: 'C' | 'D',
  language: string | null = null,
): SearchedText => ({
  part,
  text: words ?? '',
  language,
  weight,
});

/** Events with words that claims are found by. */
type WordedType =
  | 'AppearanceRecorded'
  | 'AppearanceCorrected'
  | 'WorkRecorded'
  | 'WorkCorrected'
  | 'OutletRegistered'
  | 'OutletRenamed'
  | 'EvidenceAttached'
  | 'EvidenceCorrected'
  | 'VerdictProposed'
  | 'VerdictTranslated'
  | 'VerdictCorrected';
type Worded = { [Type in WordedType]: Recorded<EventOf<SourceEvent, Type>> }[WordedType];

function textsIn({ type, facts, words }: Worded): SearchedText[] {
  if (words === null) return [];
  switch (type) {
    // Without any words: by it a work leads to its claims.
    case 'AppearanceRecorded':
    case 'AppearanceCorrected':
      return 'workId' in facts ? [{ ...text('appearance', '', 'D'), names: facts.workId }] : [];
    case 'WorkRecorded':
    case 'WorkCorrected': {
      const names = facts.outletId === null ? {} : { names: facts.outletId };
      return [
        { ...text('work-title', words.title, 'C', facts.language), ...names },
        { ...text('work-address', words.url, 'D'), address: true, ...names },
      ];
    }
    case 'OutletRegistered':
    case 'OutletRenamed':
      return [text('outlet-name', [words.name, ...(words.aliases ?? [])].join('; '), 'C')];
    case 'EvidenceAttached':
    case 'EvidenceCorrected':
      return facts.confidential ? [] : [{ ...text('evidence-title', words.title, 'D'), verdictId: facts.evidenceId }];
    case 'VerdictProposed':
    case 'VerdictCorrected':
      return [{ ...text('verdict-summary', words.summary, 'D'), verdictId: facts.verdictId }];
    case 'VerdictTranslated':
      return [{ ...text('verdict-summary', words.summary, 'D', facts.language), verdictId: facts.verdictId }];
    default:
      return [];
  }
}
