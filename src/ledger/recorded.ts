import type { ActorId, Event } from '../kernel/event.js';
import type { Role } from '../kernel/roles.js';
import { CorruptEvent } from './errors.js';
import { commitPart, commitStream, NotALeaf, parseLeaf, type Leaf, type Part } from './leaf.js';
import { upcastFacts, upcastWords } from './upcast.js';

/** An event as it is read: where it stands, who recorded it and when, its facts, and its words unless erased. */
export interface Recorded<E extends Event = Event> {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: E['type'];
  /** The schema version in which it is stored; facts and words are already brought to the newest. */
  readonly schema: number;
  /** The request that caused it. */
  readonly causation: string;
  readonly actor: ActorId;
  readonly role?: Role;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  readonly facts: E['facts'];
  /** Null once erased. */
  readonly words: E['words'] | null;
  /** The position of the PayloadErased that erased the words. */
  readonly erasedBy?: number;
  /** It was written without the append key; the position of the event by which an operator accepted that it stands. */
  readonly acceptedBy?: number;
}

/** An event's row with the salt of its stream and the erasure of its words, as `EVENT_COLUMNS` selects them. */
export interface EventRow {
  position: string;
  stream: string;
  revision: number;
  id: string;
  leaf: Buffer;
  head: Buffer;
  head_salt: Buffer;
  who: Buffer;
  who_salt: Buffer;
  facts: Buffer;
  facts_salt: Buffer;
  words: Buffer | null;
  words_salt: Buffer | null;
  stream_salt: Buffer | null;
  erased_by: string | null;
  accepted_by: string | null;
  /** Head and facts, a line each, of the event that is noted to have erased the words. */
  erasing: Buffer | null;
  /** Set where the leaf was found not to be the one that the tree was built over (`leaf-tiles.ts`). */
  altered?: boolean;
}

/**
 * What `openEvent` needs of a row of `EVENT_TABLES`. Salt and erasure are looked up row by row, by their keys: joined,
 * they tempt the planner to read the whole of both tables whenever it expects more rows than there are.
 */
export const EVENT_COLUMNS = `e.position, e.stream, e.revision, e.id, e.leaf, e.head, e.head_salt, e.who, e.who_salt,
  e.facts, e.facts_salt, e.words, e.words_salt,
  (select s.salt from ledger.streams s where s.stream = e.stream) as stream_salt,
  (select x.erased_by from ledger.erasures x where x.position = e.position) as erased_by,
  (select a.accepted_by from ledger.acceptances a where a.position = e.position) as accepted_by,
  (select p.head || '\\x0a'::bytea || p.facts from ledger.erasures x join ledger.events p on p.position = x.erased_by
    where x.position = e.position) as erasing`;
export const EVENT_TABLES = 'ledger.events e';

interface EventHead {
  causation: string;
  id: string;
  revision: number;
  schema: number;
  stream: string;
  type: string;
}

/**
 * Checks a row against its leaf and opens it.
 *
 * @throws CorruptEvent when any part is not what the leaf commits to, when words are missing without an erasure, or
 * when words stand where an erasure was recorded (planted content must not pass as the original).
 */
export function openEvent(row: EventRow): Recorded {
  const position = Number(row.position);
  const corrupt = (what: string) => new CorruptEvent(position, row.stream, what);
  const leaf = readLeaf(row, corrupt);
  if (leaf.position !== position) throw corrupt('the leaf is of another position');
  if (row.altered) throw corrupt('the leaf is not the one that the tree was built over');
  if (!row.stream_salt) throw corrupt('the salt of its stream is missing');
  if (leaf.stream !== commitment(() => commitStream(row.stream_salt as Buffer, row.stream, row.revision)))
    throw corrupt('stream or revision');
  const opened = (part: Part, salt: Buffer, bytes: Buffer) => {
    if (leaf[part] !== commitment(() => commitPart(part, salt, bytes))) throw corrupt(part);
    return bytes;
  };
  const head = JSON.parse(opened('head', row.head_salt, row.head).toString()) as EventHead;
  if (head.stream !== row.stream || head.revision !== row.revision || head.id !== row.id) throw corrupt('head');
  const who = JSON.parse(opened('who', row.who_salt, row.who).toString()) as { actor: ActorId; role?: Role };
  opened('facts', row.facts_salt, row.facts);
  checkWords(row, leaf, corrupt);
  return new StoredEvent(position, head, who, leaf.at, row);
}

function readLeaf(row: EventRow, corrupt: (what: string) => CorruptEvent): Leaf {
  try {
    return parseLeaf(row.leaf);
  } catch {
    throw corrupt('the leaf is not of its form');
  }
}

/** Undefined, and so equal to no commitment, for a salt or revision to which none can be made. */
function commitment(make: () => string): string | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotALeaf) return undefined;
    throw error;
  }
}

function checkWords(row: EventRow, leaf: Leaf, corrupt: (what: string) => CorruptEvent): void {
  const { words, words_salt: salt } = row;
  if (words === null || salt === null) {
    if (!isErased(row)) throw corrupt('words are missing and no event erased them');
  } else if (row.erased_by !== null) {
    throw corrupt('words stand where they were erased');
  } else if (leaf.words !== commitment(() => commitPart('words', salt, words))) {
    throw corrupt('words');
  }
}

/** A note of an erasure is only worth what the event that it names says: that erased words are listed there. */
function isErased({ position, erasing }: EventRow): boolean {
  if (erasing === null) return false;
  const [head = '', facts = ''] = erasing.toString().split('\n');
  try {
    const { type } = JSON.parse(head) as { type?: unknown };
    const { positions } = JSON.parse(facts) as { positions?: unknown };
    return type === 'PayloadErased' && Array.isArray(positions) && positions.includes(Number(position));
  } catch {
    return false;
  }
}

/** Parses facts and words when asked: a projection never looks at words, and most commands not at all facts. */
class StoredEvent implements Recorded {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly causation: string;
  readonly actor: ActorId;
  readonly role?: Role;
  readonly erasedBy?: number;
  readonly acceptedBy?: number;
  #facts?: object;
  #words?: object | null;

  constructor(
    readonly position: number,
    head: EventHead,
    who: { actor: ActorId; role?: Role },
    readonly at: string,
    private readonly row: EventRow,
  ) {
    this.stream = head.stream;
    this.revision = head.revision;
    this.id = head.id;
    this.type = head.type;
    this.schema = head.schema;
    this.causation = head.causation;
    this.actor = who.actor;
    if (who.role !== undefined) this.role = who.role;
    if (row.erased_by !== null) this.erasedBy = Number(row.erased_by);
    if (row.accepted_by !== null) this.acceptedBy = Number(row.accepted_by);
  }

  get facts(): object {
    return (this.#facts ??= upcastFacts(this.type, this.schema, JSON.parse(this.row.facts.toString()) as object));
  }

  get words(): object | null {
    if (this.#words === undefined) {
      const { words } = this.row;
      this.#words = words && upcastWords(this.type, this.schema, JSON.parse(words.toString()) as object);
    }
    return this.#words;
  }
}
