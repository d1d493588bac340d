import type { EventParts } from '../../messages/en/history.js';
import type { Messages } from '../../messages/messages.js';
import type { HistoryEventView } from '../../projections/claims/claim-history.views.js';
import { useLocale } from '../components/locale.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';

type Facts = Readonly<Record<string, unknown>>;

/** What turns codes and identifiers into words: the reader's language, and the claim as that reader sees it. */
export interface EventWords {
  readonly t: Messages;
  readonly day: (edtf: string) => string;
  readonly languageName: (tag: string) => string;
  readonly claim: ClaimView;
}

/** What happened, in a sentence. */
export function sentenceOf(event: HistoryEventView, words: EventWords): string {
  const sentences = words.t.history.event as Readonly<Record<string, ((parts: EventParts) => string) | undefined>>;
  return sentences[event.type]?.(partsOf(event, words)) ?? words.t.history.otherEvent;
}

/** The same in the language of the page. */
export function useEventSentence(claim: ClaimView): (event: HistoryEventView) => string {
  const { t, day, language } = useLocale();
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return (event) => sentenceOf(event, { t, day, claim, languageName: (tag) => names.of(tag) ?? tag });
}

/** The names and words that the sentence of an event needs. What the reader may not see is not among them. */
function partsOf({ facts, words }: HistoryEventView, { t, day, languageName, claim }: EventWords): EventParts {
  const said = words ?? {};
  const verdict = claim.verdicts.find(({ id }) => id === facts.verdictId);
  const appearance = claim.appearances.find(({ id, work }) => id === facts.appearanceId || work.id === facts.workId);
  const evidence = claim.evidence.find(({ id }) => id === facts.evidenceId);
  return definedOnly({
    rating: word(t.terms.rating, facts.rating) ?? (verdict && t.terms.rating[verdict.rating]),
    work: textOf(said.title) ?? evidence?.title ?? appearance?.work.title ?? undefined,
    outlet: appearance?.work.outlet?.name ?? undefined,
    day: dayOf(facts, day),
    language: typeof facts.language === 'string' ? languageName(facts.language) : undefined,
    mode: word(t.terms.mode, facts.mode),
    place: word(t.terms.place, facts.place),
    ground: word(t.terms.declineGround, facts.ground) ?? word(t.terms.withholdingBasis, facts.basis),
    what: whatOf(facts, t),
    who: whoOf(facts, said, t),
  });
}

const definedOnly = (parts: Readonly<Record<string, string | undefined>>): EventParts =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const word = (words: Readonly<Record<string, string>>, code: unknown): string | undefined =>
  typeof code === 'string' ? words[code] : undefined;

function dayOf(facts: Facts, day: (edtf: string) => string): string | undefined {
  const edtf = textOf(facts.validUntil) ?? textOf(facts.dueOn);
  return edtf === undefined ? undefined : day(edtf);
}

function whatOf(facts: Facts, t: Messages): string | undefined {
  const { terms } = t;
  return (
    word(terms.stance, facts.stance) ??
    word(terms.attribution, facts.mode === undefined ? facts.attribution : undefined) ??
    word(terms.relation, facts.relation) ??
    word(terms.claimRelation, facts.relation) ??
    word(terms.disputeState, facts.outcome) ??
    (typeof facts.grade === 'string' ? facts.grade : undefined) ??
    word(terms.kind, facts.kind)
  );
}

function whoOf(facts: Facts, words: Facts, t: Messages): string | undefined {
  const claimant = words.claimant as { readonly name?: unknown } | undefined;
  return (
    textOf(words.publisher) ??
    textOf(claimant?.name) ??
    textOf(words.name) ??
    word(t.terms.party, facts.party) ??
    word(t.terms.party, facts.from) ??
    word(t.terms.party, facts.to)
  );
}
