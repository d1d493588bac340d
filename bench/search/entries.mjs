import { createHash, randomUUID } from 'node:crypto';

/** When the first claim was made, as UUIDv7 counts: milliseconds. */
const BEGINNING = Date.UTC(2026, 0, 1);

/**
 * A UUIDv7 that is the same for the same name, and begins with the time, as those that the ledger gives do.
 *
 * @param n the how many-th was made
 */
export const idFor = (name, n = 0) => {
  const time = (BEGINNING + n * 1000).toString(16).padStart(12, '0');
  const hex = createHash('sha256').update(name).digest('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
};

const LANGUAGES = {
  English: 'en',
  Russian: 'ru',
  Arabic: 'ar',
  Portuguese: 'pt',
  French: 'fr',
  German: 'de',
  Spanish: 'es',
  Ukrainian: 'uk',
};

/** What the text is written in, where the data names the language of the outlet: by its letters. */
function languageOf(text, said) {
  if (/\p{Script=Arabic}/u.test(text)) return 'ar';
  if (/\p{Script=Cyrillic}/u.test(text)) return /[іїєґ]/i.test(text) ? 'uk' : 'ru';
  const code = LANGUAGES[said] ?? (/^[a-z]{2}$/.test(said ?? '') ? said : 'en');
  return ['ru', 'uk', 'ar'].includes(code) ? 'en' : code;
}

const RATINGS = ['TRUE', 'MOSTLY_TRUE', 'MIXED', 'MOSTLY_FALSE', 'FALSE', 'MISLEADING'];

/**
 * The events of one claim: submitted, seen in works, and for two of three a published verdict.
 *
 * @param {{text: string, language: string, claimant?: string, claimantId?: string, claimedOn?: string, topics?: string[],
 *   translations?: {language: string, text: string}[], reworded?: string, excerpt?: string, works?: string[], n: number,
 *   id?: string, evidence?: string, summary?: string}} claim
 */
export function eventsOf(claim) {
  const {
    text,
    language,
    claimant,
    claimedOn,
    topics = [],
    translations = [],
    reworded,
    excerpt,
    works = [],
    evidence,
    summary = 'As it says.',
    n,
  } = claim;
  const id = claim.id ?? idFor(`claim ${n}`, n);
  const stream = `claim-${id}`;
  const wordingId = randomUUID();
  const on = (type, facts, words = {}) => ({ stream, type, facts, words });
  const claimantId = claimant ? idFor(`claimant ${claim.claimantId ?? claimant}`) : null;
  const events = [
    on(
      'ClaimSubmitted',
      {
        wordingId,
        kind: 'event',
        language,
        claimantId,
        claimedOnBasis: claimedOn ? 'stated' : 'unknown',
        topics,
        ...(claimedOn && { claimedOn }),
      },
      { text, ...(claimant && { claimant: { name: claimant } }) },
    ),
  ];
  for (const each of translations)
    events.push(
      on('ClaimTranslated', { translationId: randomUUID(), wordingId, language: each.language }, { text: each.text }),
    );
  if (reworded)
    events.push(
      on('ClaimReworded', { wordingId: randomUUID(), language, kind: 'event' }, { text: reworded, reason: 'Clearer.' }),
    );
  for (const workId of excerpt ? [idFor('work 0')] : works)
    events.push(
      on(
        'AppearanceRecorded',
        {
          appearanceId: randomUUID(),
          workId,
          originId: workId,
          mode: 'own-voice',
          place: 'body',
          excerpted: Boolean(excerpt),
          challenged: false,
        },
        excerpt ? { excerpt } : {},
      ),
    );
  const evidenceId = randomUUID();
  if (evidence)
    events.push(
      on(
        'EvidenceAttached',
        { evidenceId, stance: 'supports', source: 'primary', sourceKind: 'document', originId: randomUUID() },
        { title: evidence },
      ),
    );
  if (n % 3 === 0) return events;
  const verdictId = randomUUID();
  const proposed = {
    verdictId,
    scale: 'truth-5',
    scaleVersion: 1,
    rating: RATINGS[n % RATINGS.length],
    wordingId,
    evidence: evidence ? [{ evidenceId, eventId: randomUUID(), originId: randomUUID() }] : [],
    assessedOn: '2025-01-01',
  };
  events.push(
    on('VerdictProposed', { ...proposed, flags: [], singleSource: false, noReply: false, unknowns: 0 }, { summary }),
    on('VerdictPublished', { verdictId, policy: 'four-eyes', originIds: [] }),
  );
  return events;
}

/** The event of a work in an outlet. */
export const workOf = (id, outletId, words = { title: 'A title' }) => ({
  stream: `work-${id}`,
  type: 'WorkRecorded',
  facts: { outletId, outletBasis: 'stated', publishedOnBasis: 'unknown' },
  words,
});

/** The event of an outlet. */
export const outletOf = (id, name) => ({
  stream: `outlet-${id}`,
  type: 'OutletRegistered',
  facts: { kind: 'online' },
  words: { name },
});

const codeOf = (tag) =>
  tag
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');

/** A line of the data as a claim with its works. */
export function claimIn(line, n) {
  const { text, claimant, claimDate, lang, appearances = [], tags = [] } = JSON.parse(line);
  const short = text.slice(0, 2000).replaceAll('\0', '').toWellFormed().trim();
  const works = (appearances ?? []).slice(0, 2).map(({ outlet, domain, url }, i) => ({
    id: idFor(`work ${n} ${i}`, n),
    outletId: idFor(`outlet ${outlet ?? domain ?? ''}`),
    outlet: String(outlet ?? domain ?? 'Unknown')
      .slice(0, 200)
      .toWellFormed(),
    words: {
      title: short.split(/\s+/).slice(0, 8).join(' '),
      ...(typeof url === 'string' && URL.canParse(url) && { url: url.slice(0, 2000) }),
    },
  }));
  return {
    n,
    text: short,
    language: languageOf(short, lang),
    ...(claimant && { claimant: String(claimant).slice(0, 300).toWellFormed() }),
    ...(/^\d{4}-\d\d-\d\d$/.test(claimDate ?? '') && { claimedOn: claimDate }),
    topics: [...new Set((tags ?? []).map((tag) => codeOf(String(tag))).filter(Boolean))].slice(0, 20),
    works: works.map(({ id }) => id),
    made: works,
  };
}

/** Another claim out of two: the one's beginning, the other's end, other numbers. */
export function variation(one, other, n) {
  const [a, b] = [one.text.split(' '), other.text.split(' ')];
  const text = [...a.slice(0, Math.ceil(a.length * 0.7)), ...b.slice(Math.ceil(b.length * 0.7))].join(' ');
  const numbered = text.replace(/\d+/g, (digits) =>
    String((Number(digits) * 7 + n) % 10 ** Math.min(9, digits.length)),
  );
  return { ...one, n, text: numbered.slice(0, 2000) || one.text, works: [], made: [] };
}
