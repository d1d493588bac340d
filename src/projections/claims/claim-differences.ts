import type { ClaimEvent } from '../../claims/claim.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { ClaimDifferenceView } from './claim-compare.views.js';

type Event = Recorded<ClaimEvent>;
type Type = ClaimEvent['type'];

/** What names an item of one of the page's lists. */
const NAMES = ['id', 'wordingId', 'relationId', 'reviewer', 'requestId', 'language'] as const;

/** A leaf of a page: where it stands, and the identifiers of the items that hold it, the nearest last. */
interface Leaf {
  readonly path: string;
  readonly items: readonly string[];
  readonly value: ClaimDifferenceView['from'];
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The leaves beneath a value, by their path: a JSON pointer in which an item of a list stands by its identifier, if it has one. */
function leavesOf(value: unknown, path = '', items: readonly string[] = []): Leaf[] {
  if (value === null || typeof value !== 'object') return [{ path, items, value: value as Leaf['value'] }];
  const entries = Array.isArray(value) ? namedItems(value) : Object.entries(value);
  return entries.flatMap(([name, member]) => {
    const within = Array.isArray(value) && !/^\d+$/.test(name) ? [...items, name] : items;
    return leavesOf(member, `${path}/${escaped(name)}`, within);
  });
}

/** Of a list whose items have identifiers, these; of any other, their places. */
function namedItems(list: readonly unknown[]): [name: string, item: unknown][] {
  const named = list.map((item) => {
    const members = (item ?? {}) as Readonly<Record<string, unknown>>;
    return NAMES.map((name) => members[name]).find((id): id is string => typeof id === 'string');
  });
  const each = new Set(named);
  const unique = each.size === list.length && !each.has(undefined);
  return list.map((item, i) => [unique ? (named[i] ?? '') : String(i), item]);
}

/** By which events a field of the page itself comes to differ. */
const FIELDS: Readonly<Record<string, readonly Type[]>> = {
  ...fields(
    ['text', 'wordingId', 'kind', 'language', 'dueOn', 'subjectAct', 'media'],
    ['ClaimSubmitted', 'ClaimReworded'],
  ),
  ...fields(
    ['claimant', 'claimants', 'claimedOn', 'claimedOnBasis', 'claimedOnInferredFrom'],
    ['ClaimSubmitted', 'ClaimantCorrected', 'ClaimantAdded', 'ClaimantRemoved'],
  ),
  ...fields(['topics'], ['ClaimSubmitted', 'ClaimTagged']),
  ...fields(['foundHow', 'selectionReason', 'submittedBy', 'recordedAt'], ['ClaimSubmitted']),
  ...fields(
    ['independentOrigins'],
    ['AppearanceRecorded', 'AppearanceCorrected', 'AppearanceWithdrawn', 'UpstreamAttributed', 'UpstreamWithdrawn'],
  ),
  ...fields(
    ['status', 'verdict'],
    [
      'ClaimSubmitted',
      'ClaimDeclined',
      'ClaimWithdrawn',
      'ClaimReopened',
      'ClaimMerged',
      'ClaimSplit',
      'ReviewAssigned',
      'ReviewReleased',
      'VerdictProposed',
      'VerdictProposalWithdrawn',
      'VerdictSentBack',
      'VerdictPublished',
      'VerdictCorrected',
      'VerdictRetracted',
      'RetractionConfirmed',
      'RetractionOverturned',
    ],
  ),
  ...fields(['disputed'], ['DisputeOpened', 'DisputeDecided', 'DisputeWithdrawn']),
  ...fields(['mergedInto'], ['ClaimMerged', 'ClaimSplit']),
  ...fields(['absorbed'], ['ClaimAbsorbed', 'ClaimReleased']),
  ...fields(['withheld'], ['PublicationWithheld', 'WithholdingConfirmed', 'WithholdingLifted']),
  ...fields(['expired'], ['VerdictExpired']),
};

function fields(names: readonly string[], types: readonly Type[]): Record<string, readonly Type[]> {
  return Object.fromEntries(names.map((name) => [name, types]));
}

/** Events by which we put right what we had got wrong. Others say what was not known, or not done, before. */
const PUTTING_RIGHT: readonly Type[] = [
  'ClaimantCorrected',
  'ClaimantRemoved',
  'ClaimUnrelated',
  'ClaimSplit',
  'AppearanceCorrected',
  'AppearanceWithdrawn',
  'UpstreamWithdrawn',
  'EvidenceCorrected',
  'EvidenceWithdrawn',
  'SubjectRemoved',
  'VerdictCorrected',
  'VerdictRetracted',
  'RetractionOverturned',
  'OutsideReviewWithdrawn',
];

/** A publication is what the proposal said it would be: a correction of an error, or anything else. */
function isError({ type, facts }: Event, events: readonly Event[]): boolean {
  if (type !== 'VerdictPublished' && type !== 'VerdictProposed') return PUTTING_RIGHT.includes(type);
  const { verdictId } = facts as { verdictId: string };
  return events.some(
    (each) =>
      each.type === 'VerdictProposed' &&
      (each as Recorded<Extract<ClaimEvent, { type: 'VerdictProposed' }>>).facts.verdictId === verdictId &&
      (each as Recorded<Extract<ClaimEvent, { type: 'VerdictProposed' }>>).facts.follows?.as === 'correction',
  );
}

/** An event, and its facts as a text in which identifiers are looked for. */
interface ToldEvent {
  readonly event: Event;
  readonly facts: string;
}

/** The last event that made a leaf differ: one that names its item, else one by which such fields come to differ. */
function causeOf({ path, items }: Leaf, between: readonly ToldEvent[]): Event | undefined {
  for (const item of items.toReversed()) {
    const naming = between.findLast(({ facts }) => facts.includes(`"${item}"`));
    if (naming) return naming.event;
  }
  const [, field = ''] = path.split('/');
  const types = FIELDS[field] ?? [];
  return between.findLast(({ event }) => types.includes(event.type))?.event;
}

/**
 * What two pages of a claim say differently, leaf by leaf.
 *
 * @param between the events between the two that the reader may see; `events` also those before
 */
export function differencesOf(
  before: object | null,
  after: object,
  { between, events }: { readonly between: readonly Event[]; readonly events: readonly Event[] },
): ClaimDifferenceView[] {
  const [then, now] = [before ?? {}, after].map((page) => new Map(leavesOf(page).map((leaf) => [leaf.path, leaf])));
  const told = between.map((event) => ({ event, facts: JSON.stringify(event.facts) }));
  const paths = new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...paths].flatMap((path): ClaimDifferenceView[] => {
    const [was, is] = [then?.get(path), now?.get(path)];
    if ((was?.value ?? null) === (is?.value ?? null)) return [];
    const cause = causeOf((is ?? was) as Leaf, told);
    return [
      {
        path,
        from: was?.value ?? null,
        to: is?.value ?? null,
        because: cause ? (isError(cause, events) ? 'error' : 'new-facts') : null,
        position: cause?.position ?? null,
        type: cause?.type ?? null,
      },
    ];
  });
}
