/**
 * What can be wrong with a history; the closed list. One code for each kind of damage.
 *
 * Of an event:
 * - `leaf-missing`: there is no event at a position.
 * - `leaf-altered`: its leaf is not the one that the tree was built over.
 * - `leaf-moved`: its leaf says that it stands elsewhere.
 * - `part-altered`: head, who, facts or words are not what the leaf commits to.
 * - `salt-altered`: the salt of one of these is not the one it was committed to under.
 * - `row-altered`: identifier, stream or revision beside the event are not those that it commits to.
 * - `place-altered`: the stream's name, its salt and the revision do not give the tag in the leaf.
 * - `stream-salt-altered`, `stream-salt-missing`: of a stream, so that none of its events can be placed.
 * - `words-missing`: words are gone and no event erased them.
 * - `words-planted`: words stand that an event erased.
 * - `erasure-unlisted`: an erasure is noted that the event it names does not list.
 * - `erasure-missing`: an event erased these words, and the note of it is gone.
 * - `revision-gap`, `revision-repeated`: a stream's revisions do not go up by one.
 * - `revision-hidden`: the log holds an event of a stream after those that were shown as all of it.
 * - `at-backwards`: its time is before that of the event before it.
 *
 * Of the whole:
 * - `head-ahead`, `head-behind`: the ledger's size is noted as more, or less, than there is.
 * - `tile-altered`, `tile-missing`, `tile-planted`: of the tree's tiles.
 * - `checkpoint-malformed`, `checkpoint-signature`, `checkpoint-unknown-key`, `checkpoint-origin`: not to be relied on.
 * - `checkpoint-altered`: what is noted of it beside its signed text is something else.
 * - `checkpoint-not-covered`: it was signed over more events than there are: something was cut off or rolled back.
 * - `checkpoint-missing`: there is none, so that nothing shows what the log once signed.
 * - `root-differs`: the events up to a signed size do not give the signed root, and no single place shows why.
 * - `split-history`: the log signed another history before, as a checkpoint kept elsewhere shows.
 * - `view-differs`: a row of a projection is not what the events make of it.
 * - `unauthorised-append`: events that no checkpoint covers were written without the append key.
 * - `reservation-unfounded`, `reservation-missing`: who holds a key (a domain, an address, a name, a token) is not what the
 *   events make of it.
 *
 * Of an archive: `archive-malformed`, `leaf-not-covered` (it goes on where its checkpoint ends), `part-unknown` (of an event
 * that it does not hold).
 *
 * Of a proof: `proof-malformed`, `proof-index` (of another event), `proof-broken` (it does not lead to the root).
 */
export type FindingCode =
  | 'leaf-missing'
  | 'leaf-altered'
  | 'leaf-moved'
  | 'part-altered'
  | 'salt-altered'
  | 'row-altered'
  | 'place-altered'
  | 'stream-salt-altered'
  | 'stream-salt-missing'
  | 'words-missing'
  | 'words-planted'
  | 'erasure-unlisted'
  | 'erasure-missing'
  | 'revision-gap'
  | 'revision-repeated'
  | 'revision-hidden'
  | 'at-backwards'
  | 'head-ahead'
  | 'head-behind'
  | 'tile-altered'
  | 'tile-missing'
  | 'tile-planted'
  | 'checkpoint-malformed'
  | 'checkpoint-signature'
  | 'checkpoint-unknown-key'
  | 'checkpoint-origin'
  | 'checkpoint-altered'
  | 'checkpoint-not-covered'
  | 'checkpoint-missing'
  | 'root-differs'
  | 'split-history'
  | 'view-differs'
  | 'unauthorised-append'
  | 'reservation-unfounded'
  | 'reservation-missing'
  | 'archive-malformed'
  | 'leaf-not-covered'
  | 'part-unknown'
  | 'proof-malformed'
  | 'proof-index'
  | 'proof-broken';

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
    return this.#named;
  }

  /** How many of a kind there are beside those that are named. */
  get more(): Readonly<Partial<Record<FindingCode, number>>> {
    return Object.fromEntries([...this.#counts].flatMap(([code, n]) => (n > NAMED ? [[code, n - NAMED]] : [])));
  }
}
