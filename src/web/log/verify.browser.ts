/// <reference lib="dom" />
import { checkClaimProof, type CheckedClaim, type StepResult } from '../../checker/check-claim.js';
import { contentOf, type ProvenVerdict } from '../../checker/statement.js';
import { dateOfInstant, dayInWords } from '../../messages/days.js';
import { languageOf } from '../../messages/languages.js';
import { days as enDays } from '../../messages/en/days.js';
import { checker as enChecker, log as enLog, steps as enSteps, verify as enVerify } from '../../messages/en/log.js';
import { terms as enTerms } from '../../messages/en/terms.js';
import { days as esDays } from '../../messages/es/days.js';
import { checker as esChecker, log as esLog, steps as esSteps, verify as esVerify } from '../../messages/es/log.js';
import { terms as esTerms } from '../../messages/es/terms.js';
import type { Messages } from '../../messages/messages.js';

// Runs in the reader's browser, on the page that checks a claim and in the checker that works without a network. It asks
// this server for nothing but the proof.

const root = document.getElementById('verify') ?? document.body.appendChild(document.createElement('main'));
const language = languageOf(document.documentElement.lang) ?? languageOf(navigator.language) ?? 'en';
/** Only the texts that are needed here: the whole catalogue would be three times as much to load. */
const TEXTS = {
  en: { checker: enChecker, log: enLog, steps: enSteps, verify: enVerify, terms: enTerms, days: enDays },
  es: { checker: esChecker, log: esLog, steps: esSteps, verify: esVerify, terms: esTerms, days: esDays },
} satisfies Record<typeof language, Partial<Messages>>;
const t: Pick<Messages, keyof (typeof TEXTS)['en']> = TEXTS[language];
const STEPS = ['parts', 'places', 'paths', 'later', 'checkpoint', 'witnesses'] as const;

/** Fills the braces of a sentence. */
const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** An element with texts or elements in it; a text is never read as markup. */
function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (string | Node)[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const items = new Map(STEPS.map((step) => [step, element('li', {})] as const));
const list = element('ol', { class: 'checked' }, ...items.values());
const result = element('div', { role: 'status', id: 'result' });
const key = element('input', { id: 'log-key', autocomplete: 'off', spellcheck: 'false' }) as HTMLInputElement;
const file = element('input', { id: 'proof-file', type: 'file', accept: '.json' }) as HTMLInputElement;

function show({ step, state, code, count = 0 }: StepResult): void {
  const sentence = code === undefined ? fill(t.checker.steps[step], { count }) : t.checker.codes[code];
  const item = items.get(step);
  item?.setAttribute('class', state);
  item?.replaceChildren(element('span', { class: 'state' }, t.verify[state]), ' ', sentence);
}

function reset(): void {
  result.replaceChildren();
  for (const [step, item] of items) {
    item.removeAttribute('class');
    item.replaceChildren(element('span', { class: 'state' }, t.verify.waiting), ` ${t.steps[step]}`);
  }
}

async function check(text: string): Promise<void> {
  reset();
  const keys = key.value.split(/\s+/).filter(Boolean);
  const checked = await checkClaimProof(text, { keys, onStep: show });
  result.replaceChildren(element('h2', {}, t.verify.result), ...statement(checked));
}

/** What the proof shows, in sentences; of one that does not hold nothing but that. */
function statement({ proof, whole, size = 0, times }: CheckedClaim): Node[] {
  const paragraph = (text: string) => element('p', {}, text);
  if (!proof || !whole) return [element('p', { class: 'ours' }, t.checker.broken)];
  const { text, verdicts, events, newest } = contentOf(proof, times);
  const [, , treeRoot = ''] = proof.checkpoint.split('\n');
  return [
    paragraph(text === undefined ? t.checker.claimShut : fill(t.checker.claim, { text })),
    ...(verdicts.length === 0 ? [paragraph(t.checker.noVerdict)] : verdicts.map((each) => paragraph(sentenceOf(each)))),
    paragraph(fill(t.checker.recorded, { origin: proof.origin, count: events, size, newest: dateIn(newest) })),
    paragraph(t.checker.limits),
    paragraph(t.checker.offline),
    element('p', { class: 'meta' }, `${t.log.root}: `, element('span', { class: 'digest' }, treeRoot)),
  ];
}

const dateIn = (at: string | undefined): string =>
  at === undefined ? t.checker.unknownDay : dateOfInstant(at, language, 'UTC');
const dayIn = (edtf: string | undefined): string =>
  edtf === undefined ? t.checker.unknownDay : dayInWords(edtf, language, t.days);

function sentenceOf({ rating, assessedOn, validFrom, validUntil, publishedAt, state }: ProvenVerdict): string {
  const ratings: Readonly<Record<string, string>> = t.terms.rating;
  return fill(validUntil === undefined ? t.checker.verdict : t.checker.verdictUntil, {
    rating: (rating === undefined ? undefined : ratings[rating]) ?? t.checker.ratingShut,
    from: dayIn(validFrom ?? assessedOn),
    until: dayIn(validUntil),
    published: dateIn(publishedAt),
    state: t.checker.states[state],
  });
}

/** Says that it could not be checked, where the proof could not be had. */
const fail = (): void => result.replaceChildren(element('p', { class: 'ours' }, t.verify.unreachable));

async function fetchAndCheck(address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) return fail();
  await check(await response.text());
}

function button(label: string, act: () => Promise<void>, look = ''): HTMLElement {
  const made = element('button', { type: 'button', class: look }, label);
  made.addEventListener('click', () => void act().catch(fail));
  return made;
}

function checkFile(chosen: File | undefined): Promise<void> {
  return chosen ? chosen.text().then(check) : Promise.resolve();
}

function field(input: HTMLElement, label: string, hint: string): HTMLElement {
  const hintId = `${input.id}-hint`;
  input.setAttribute('aria-describedby', hintId);
  return element(
    'div',
    { class: 'field' },
    element('label', { for: input.id }, label),
    element('p', { class: 'hint', id: hintId }, hint),
    input,
  );
}

function start(): void {
  const { proof } = root.dataset;
  reset();
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    void checkFile(event.dataTransfer?.files[0]).catch(fail);
  });
  root.append(
    ...(proof === undefined
      ? []
      : [element('h2', {}, t.verify.claimTitle), button(t.verify.checkClaim, () => fetchAndCheck(proof))]),
    element('h2', {}, t.verify.fileTitle),
    field(file, t.verify.fileLabel, t.verify.fileHint),
    field(key, t.verify.keyLabel, t.verify.keyHint),
    button(t.verify.check, () => checkFile(file.files?.[0]), proof === undefined ? '' : 'plain'),
    element('h2', {}, t.verify.steps),
    list,
    result,
  );
}

if (root.dataset.standalone !== undefined) {
  document.documentElement.lang = language;
  document.title = t.verify.title;
  root.append(element('h1', {}, t.verify.title), element('p', { class: 'lead' }, t.verify.lead));
}
// Without digests nothing can be checked: browsers give them to secure pages only.
if (globalThis.crypto?.subtle === undefined) root.append(element('p', { class: 'ours' }, t.verify.noCrypto));
else start();
