/** What to do where events can be put back from an export. */
const REPAIR = 'Put it back: npm run -s cli -- repair --from <archive> --key <vkey>.';
/** What to do where it follows from the events. */
const DERIVED = 'The events are right: npm run -s cli -- repair makes it anew from them.';
/** What to do where somebody made another history. */
const SIGN_NOTHING =
  'Sign nothing and overwrite nothing. Keep this database, the file that remembers and the witness’s checkpoint as they are, ' +
  'tell those who rely on the log, and restore the newest backup that verifies with that checkpoint: ' +
  'npm run -s cli -- verify --checkpoint <file>.';

/**
 * What can be wrong with a history: the closed list of codes, one for each kind of damage, the most decisive first, each in
 * plain words with what to do next. A code is never renamed.
 */
export const MEANINGS = {
  'split-history':
    'Somebody made another history: this log once signed events that are not those which stand here. ' + SIGN_NOTHING,
  'checkpoint-not-covered':
    'The ledger was rolled back: it once signed more events than there are now, so the newest are missing, as after an ' +
    'older backup was restored. ' +
    SIGN_NOTHING,
  'unauthorised-append':
    'Events were written past the program, by somebody who has a login of the database and not the append key. Look at each: ' +
    'npm run -s cli -- unauthorised list.',
  'root-differs':
    'Among these events some were rewritten together with all that was kept beside them, so no single place shows it. ' +
    'Compare with an export from before: npm run -s cli -- repair --from <archive> --key <vkey>.',
  'event-inserted': 'An event was put in between others, and all after it were moved on. Restore a backup from before.',
  'leaf-missing': `An event is missing. ${REPAIR}`,
  'leaf-altered': `An event's leaf is not the one that the tree was built over. ${REPAIR}`,
  'leaf-moved': `An event stands at another place than where it was recorded. ${REPAIR}`,
  'words-planted': `Words stand where an event erased some: they are not the original. ${REPAIR}`,
  'part-altered': `Head, who, facts or words of an event are not what was recorded. ${REPAIR}`,
  'salt-altered': `The salt of one of an event's parts was changed, so that it does not open any more. ${REPAIR}`,
  'row-altered': `Identifier, stream or revision beside an event are not those that it was recorded under. ${REPAIR}`,
  'place-altered': `A stream's name, salt and revision do not give the tag in an event's leaf. ${REPAIR}`,
  'stream-salt-altered': `The salt of a stream was changed, so that none of its events can be placed. ${REPAIR}`,
  'stream-salt-missing': `The salt of a stream is gone, so that none of its events can be placed. ${REPAIR}`,
  'words-missing': `Words are gone, and no event erased them. ${REPAIR}`,
  'erasure-unlisted':
    'An erasure is noted that the event which it names does not list: somebody deleted words and called it an erasure.',
  'erasure-missing': 'An event erased these words, and the note of it is gone.',
  'acceptance-unlisted':
    'An event is marked as accepted that the event which it names does not accept: somebody wants it to pass.',
  'acceptance-missing': 'An event accepted another, and the note of it is gone.',
  'revision-gap': 'A revision of a stream is missing.',
  'revision-repeated': 'A stream has one revision twice.',
  'revision-hidden': 'The log holds an event of a stream after those that were shown as all of it.',
  'at-backwards': 'An event has an earlier time than the one before it: times were changed.',
  'checkpoint-signature': 'A signature under a checkpoint is none: its text or its signature was changed.',
  'checkpoint-unknown-key':
    'A checkpoint is signed by a key that is not one of the log’s. Compare the key with what the desk publishes elsewhere.',
  'checkpoint-origin': 'A checkpoint is of another log. Compare the origin with what the desk publishes elsewhere.',
  'checkpoint-malformed': 'What stands among the checkpoints is none. npm run -s cli -- repair takes it away.',
  'checkpoint-altered': `What is noted beside a checkpoint is not what was signed, or it is noted at an impossible time.`,
  'checkpoint-missing':
    'No checkpoint is stored, so that nothing here shows what the log once signed. A server that runs signs one again.',
  'tile-altered': 'A tile of the tree was changed. The events are right: restore the tile from a backup or replica.',
  'tile-missing': 'A tile of the tree is missing. The events are right: restore the tile from a backup or replica.',
  'tile-planted': 'There are tiles of the tree beyond its end.',
  'head-ahead': `The ledger's size is noted as more than there is. ${DERIVED}`,
  'head-behind': `The ledger's size is noted as less than there is. ${DERIVED}`,
  'head-altered': `The ledger's time is not that of its last event. ${DERIVED}`,
  'cosignature-altered':
    'A line under a checkpoint is not what the witness that it names has signed. It is not served; ask the witness again.',
  'cosignature-unknown':
    'A line under a checkpoint is of nobody whom WITNESSES names. It is not served. Name the witness again if you took it out.',
  'schema-altered':
    'A function, trigger, view, policy, constraint or privilege of the database is not what the migrations made. What it ' +
    'answered since then is in doubt: restore the database from a backup, or make it as a new ledger has it.',
  'reservation-unfounded': `Somebody holds a key (a domain, an address, a name, a token) that no event gave them. ${DERIVED}`,
  'reservation-missing': `Somebody does not hold a key that an event gave them. ${DERIVED}`,
  'view-differs':
    'A row that answers rest on is not what the events make of it. The events are right: npm run -s cli -- rebuild makes it anew.',
  'archive-malformed': 'A file of the archive is damaged, or is none that an archive has. Export again.',
  'readme-altered': 'The page that explains the archive was changed. Do not follow it: export again.',
  'leaf-not-covered': 'The archive goes on where its checkpoint ends.',
  'part-unknown': 'The archive has parts of an event that it does not hold.',
  'part-left-out': 'The archive says that it holds everything, and a part of an event was left out of it.',
  'proof-malformed': 'This is no proof of an event (C2SP tlog-proof).',
  'proof-index': 'The proof is of another event.',
  'proof-broken': 'The proof does not lead from the event to the signed root.',
} as const;

/** One of the codes. */
export type FindingCode = keyof typeof MEANINGS;

const CODES = Object.keys(MEANINGS) as readonly FindingCode[];

/** One thing that is wrong, with its place: what was expected there and what is there, in words or in a digest. */
export interface Finding {
  readonly code: FindingCode;
  /** Of the event that it is about, or of the first of those among which it lies. */
  readonly position?: number;
  /** The last position of those among which it lies. */
  readonly through?: number;
  readonly stream?: string;
  readonly revision?: number;
  /** Which part, tile, checkpoint, row or member. */
  readonly at?: string;
  readonly expected: string;
  readonly found: string;
}

/** The same findings with the decisive ones first, and those of one code as they were found. */
export const decisiveFirst = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => CODES.indexOf(a.code) - CODES.indexOf(b.code));

/** Findings of one code that are named; the others are counted. */
const NAMED = 20;

/** Collects what is found: of each kind the first twenty, and how many more there are. */
export class Findings {
  readonly #named: Finding[] = [];
  readonly #counts = new Map<FindingCode, number>();
  /** Streams whose salt has been reported: with it none of their events fits. */
  readonly #saltless = new Set<string>();

  add(finding: Finding): void {
    if (finding.code === 'stream-salt-altered' || finding.code === 'stream-salt-missing') {
      if (this.#saltless.has(finding.stream ?? '')) return;
      this.#saltless.add(finding.stream ?? '');
    }
    const count = (this.#counts.get(finding.code) ?? 0) + 1;
    this.#counts.set(finding.code, count);
    if (count <= NAMED) this.#named.push(finding);
  }

  get all(): readonly Finding[] {
    return decisiveFirst(this.#named);
  }

  /** How many of a kind there are beside those that are named. */
  get more(): Readonly<Partial<Record<FindingCode, number>>> {
    return Object.fromEntries([...this.#counts].flatMap(([code, n]) => (n > NAMED ? [[code, n - NAMED]] : [])));
  }
}
