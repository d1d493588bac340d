import type { CheckedClaim, StepCode, StepName, StepResult } from './check-claim.js';
import type { ClaimProof, PartName, ProvenEvent, ShutReason } from './claim-proof.js';

/** What became of a verdict, as far as the proof opens it. Days are EDTF, times RFC 3339. */
export interface ProvenVerdict {
  readonly id: string;
  readonly rating?: string;
  readonly assessedOn?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly summary?: string;
  readonly publishedAt?: string;
  readonly state: 'published' | 'superseded' | 'corrected' | 'retracted';
}

const RATINGS: Readonly<Record<string, string>> = {
  TRUE: 'True',
  MOSTLY_TRUE: 'Mostly true',
  MIXED: 'Half true',
  MOSTLY_FALSE: 'Mostly false',
  FALSE: 'False',
  MISLEADING: 'Misleading',
  UNPROVEN: 'Unproven',
  OUTDATED: 'Outdated',
  SATIRE: 'Satire',
  IN_THE_WORKS: 'In the works',
  STALLED: 'Stalled',
  COMPROMISE: 'Compromise',
  KEPT: 'Kept',
  BROKEN: 'Broken',
};

const SHUT: Readonly<Record<ShutReason, string>> = {
  confidential: 'it names a confidential source',
  'desk-only': 'it holds what only the desk may read',
  unpublished: 'it is about something that was not published',
  erased: 'its words were erased; that they were is on the record',
};

const STEP_SENTENCES: Readonly<Record<StepName, (count: number) => string>> = {
  parts: (n) => `All ${n} opened parts are what their leaves commit to.`,
  places: (n) => `The claim has ${n} events in the log; none is missing between the first and the newest.`,
  paths: (n) => `All ${n} events stand in the tree that the checkpoint signs.`,
  later: (n) => `None of the ${n} entries after them is about this claim: this is all of it up to the checkpoint.`,
  checkpoint: () => 'The log signed this checkpoint, with a key that you gave.',
  witnesses: (n) => `${n} of the witnesses that you named saw the same log.`,
};

const CODE_SENTENCES: Readonly<Record<StepCode, string>> = {
  'proof-malformed': 'This is no claim proof, or it was damaged on its way.',
  'part-altered': 'What is shown of an event is not what was recorded.',
  'place-altered': 'An event does not belong to this claim, work or outlet.',
  'event-missing': 'An event is missing between two others.',
  'event-twice': 'Events are not in the order in which they were recorded.',
  'path-broken': 'An event does not stand in the tree that the checkpoint signs.',
  'later-event': 'The log held a later event of this claim, which this proof leaves out.',
  'later-altered': 'The entries after the claim are not those of the log.',
  'later-not-given':
    'This file does not show whether a later event of this claim stood in the log by then; the log itself does.',
  'signature-missing': 'No key of the log signed this checkpoint.',
  'signature-bad': 'The signature under the checkpoint is none.',
  'signature-uncheckable': 'Signatures cannot be checked here: this browser or page has no Ed25519.',
  'key-from-proof':
    'The checkpoint is signed with the key in the proof itself. Compare it with what the desk publishes elsewhere: ' +
    'whoever forges a history can forge the key in it.',
  'key-malformed': 'A key that was given is none (C2SP signed-note vkey).',
  'other-log': 'The checkpoint is that of another log.',
  'no-witness-named': 'You named no witness: nobody else is asked whether they saw the same log.',
  'not-witnessed': 'None of the witnesses that you named saw this checkpoint.',
  'cosignature-bad': 'The signature of a witness under the checkpoint is none.',
};

/** What came of a step, in a sentence. */
export function sentenceOf({ step, state, code, count = 0, position }: StepResult): string {
  const sentence = code === undefined ? STEP_SENTENCES[step](count) : CODE_SENTENCES[code];
  return state === 'fails' && position !== undefined ? `${sentence} (Event ${position}.)` : sentence;
}

/** What a proof shows, in sentences for somebody who has never seen one. Empty where it could not be read. */
export function statementOf(checked: CheckedClaim): string[] {
  const { proof, whole, size = 0, times } = checked;
  if (!proof) return [];
  if (!whole) return ['This proof does not hold. Rely on nothing in it, and keep it: it may be evidence.'];
  const { text, verdicts, events, newest } = contentOf(proof, times);
  return [
    `Claim: ${text ?? 'its text is not opened by this proof'}`,
    ...(verdicts.length === 0 ? ['No verdict of it is opened by this proof.'] : verdicts.map(sentenceOfVerdict)),
    ...shutSentences(proof.streams[0].events),
    `Recorded by ${proof.origin}, in ${events} events of ${size}, the newest on ${newest ?? 'an unknown day'}.`,
    'It shows what was recorded and when, and that nothing was left out. It does not show that the verdict is right.',
    'A correction made after the checkpoint cannot be seen in this file: ask the desk for a newer proof.',
  ];
}

/** What the proof of a claim opens of it. */
export interface ProvenClaim {
  readonly text: string | undefined;
  readonly verdicts: readonly ProvenVerdict[];
  /** How many events the claim has. */
  readonly events: number;
  /** When the newest of them was recorded. */
  readonly newest: string | undefined;
}

/** Reads what a proof opens; whether it holds is checked elsewhere. */
export function contentOf({ streams: [own] }: ClaimProof, times: ReadonlyMap<number, string>): ProvenClaim {
  return {
    text: wordingIn(own.events),
    verdicts: verdictsIn(own.events, times),
    events: own.events.length,
    newest: times.get(own.events.at(-1)?.position ?? -1),
  };
}

function sentenceOfVerdict({ rating, state, assessedOn, validFrom, validUntil, publishedAt }: ProvenVerdict): string {
  const word = rating === undefined ? 'a rating that this proof does not open' : (RATINGS[rating] ?? rating);
  const days = [
    assessedOn === undefined ? '' : `, assessed on ${assessedOn}`,
    `, for days from ${validFrom ?? assessedOn ?? 'an unknown day'}`,
    validUntil === undefined ? ' on' : ` to ${validUntil}`,
  ].join('');
  const ended = {
    published: 'It stands.',
    superseded: 'It was superseded by new facts.',
    corrected: 'It was corrected: an error of the desk.',
    retracted: 'It was retracted.',
  }[state];
  return `Verdict: ${word}${days}; published ${publishedAt ?? 'at an unknown time'}. ${ended}`;
}

type Facts = Readonly<Record<string, unknown>>;

const typeOf = ({ parts }: ProvenEvent): string | undefined => objectIn(parts.head?.text)?.type as string | undefined;
const factsOf = ({ parts }: ProvenEvent): Facts => objectIn(parts.facts?.text) ?? {};
const wordsOf = ({ parts }: ProvenEvent): Facts => objectIn(parts.words?.text) ?? {};
const objectIn = (text: string | undefined): Facts | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as Facts);

/** The text of the claim as it reads now: a material correction has its wording in the proposal that was published. */
function wordingIn(events: readonly ProvenEvent[]): string | undefined {
  let text: string | undefined;
  for (const event of events) {
    const type = typeOf(event);
    if (type === 'ClaimSubmitted') text = wordsOf(event).text as string | undefined;
    if (type !== 'ClaimReworded') continue;
    const { by } = factsOf(event);
    const proposal = events.find((each) => typeOf(each) === 'VerdictProposed' && factsOf(each).verdictId === by);
    text = (by === undefined ? wordsOf(event).text : proposal && wordsOf(proposal).wording) as string | undefined;
  }
  return text;
}

const ENDS: Readonly<Record<string, ProvenVerdict['state']>> = {
  VerdictPublished: 'published',
  VerdictSuperseded: 'superseded',
  VerdictRetracted: 'retracted',
  RetractionOverturned: 'published',
};

/** Every verdict that was published, oldest first. */
function verdictsIn(events: readonly ProvenEvent[], times: ReadonlyMap<number, string>): ProvenVerdict[] {
  const verdicts = new Map<string, ProvenVerdict>();
  for (const event of events) {
    const facts = factsOf(event);
    const type = typeOf(event) ?? '';
    const id = facts.verdictId as string | undefined;
    if (id === undefined) continue;
    const state = type === 'VerdictCorrected' && facts.grade === 'material' ? 'corrected' : ENDS[type];
    if (state === undefined) continue;
    const at = times.get(event.position);
    const known = verdicts.get(id) ?? {
      id,
      ...proposedIn(events, id),
      ...(at === undefined ? {} : { publishedAt: at }),
    };
    verdicts.set(id, { ...known, state });
  }
  return [...verdicts.values()];
}

function proposedIn(events: readonly ProvenEvent[], id: string): Partial<ProvenVerdict> {
  const proposal = events.find((each) => typeOf(each) === 'VerdictProposed' && factsOf(each).verdictId === id);
  if (!proposal) return {};
  const { rating, assessedOn, validFrom, validUntil } = factsOf(proposal) as Partial<ProvenVerdict>;
  return Object.fromEntries(
    Object.entries({ rating, assessedOn, validFrom, validUntil }).filter(([, value]) => value !== undefined),
  );
}

function shutSentences(events: readonly ProvenEvent[]): string[] {
  const reasons = new Map<ShutReason, number>();
  for (const { shut } of events) {
    const own = new Set(
      (Object.entries(shut) as [PartName, ShutReason][]).flatMap(([name, reason]) => (name === 'who' ? [] : reason)),
    );
    for (const reason of own) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [...reasons].map(
    ([reason, count]) => `Of ${count} of its events something stays shut, because ${SHUT[reason]}.`,
  );
}
