import type { Keys } from './names.js';

/**
 * What an event does to the keys that things hold (domains, addresses, names, tokens).
 *
 * - `takes`: the event's row under a key, held by `id`. `beside` others that name the same; `alone`, in the place of every
 *   row that its holder had; `once`, where its holder has none. `unless-held`: it took the key unless somebody else had it,
 *   by words that may be erased since. Not `certain` where the events do not tell whether it took the key: keys of a
 *   version come with the release that brings it, and no event says which release wrote it.
 * - `frees`: every row under the key, where `id` holds it.
 * - `freesOf`: every key of a kind that `id`, or the event's own stream, holds. Not `certain` where the event tells that
 *   some may have gone, not which: their names are nobody's any more, so no event repeats them.
 */
export type KeyChange =
  | {
      readonly takes: string;
      readonly id: string;
      readonly ofWords: boolean;
      readonly how: 'beside' | 'alone' | 'once';
      readonly certain: boolean | 'unless-held';
    }
  | { readonly frees: string; readonly id: string }
  | { readonly freesOf: string; readonly id?: string; readonly certain: boolean };

/** A `KeyChange` that takes a key. */
export type KeyTaken = Extract<KeyChange, { readonly takes: string }>;

/** What an event that names a thing does to its keys, newest version first: each is taken unless somebody else has it. */
export const takingKeys = ([newest, before]: Keys, taken: Omit<KeyTaken, 'takes' | 'certain'>): KeyTaken[] => [
  { takes: newest, ...taken, certain: false },
  { takes: before, ...taken, certain: 'unless-held' },
];

/** An event as far as keys go; words are null once erased. */
export interface KeyEvent {
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  /** RFC 3339. */
  readonly at: string;
  readonly facts: object;
  readonly words: object | null;
}

/** What each type of event does to keys; types that are not listed do nothing. */
export type KeyRules = Readonly<Record<string, (event: KeyEvent) => readonly KeyChange[]>>;

/** A row of the reservations. */
export interface ReservationRow {
  readonly key: string;
  readonly id: string;
  readonly position: number;
  readonly stream: string;
  readonly erasable: boolean;
}

interface Held extends ReservationRow {
  /** Whether the events leave no doubt that the row is there. */
  readonly certain: boolean;
}

/**
 * Who holds which key, as events tell it from the first to the last. What was taken by words that are erased since is
 * held no more, so those events are passed over from the start.
 */
export class ReservationFold {
  readonly #rows = new Map<string, Held[]>();
  /** Keys by what holds them, for what frees all of them. */
  readonly #keys = new Map<string, Set<string>>();
  #erased = false;

  constructor(private readonly rules: KeyRules) {}

  /** Whether a type of event has to be handed in at all. */
  knows(type: string): boolean {
    return type in this.rules;
  }

  /** Takes the next event. */
  next(event: KeyEvent): void {
    if (event.words === null && this.knows(event.type)) this.#erased = true;
    for (const change of this.rules[event.type]?.(event) ?? []) {
      if ('takes' in change) this.#take(event, change);
      else if ('frees' in change)
        this.#put(
          change.frees,
          this.#of(change.frees).filter(({ id }) => id !== change.id),
        );
      else this.#freeAll(change.freesOf, change.id ?? event.stream, change.certain);
    }
  }

  /**
   * Compares with the rows that stand.
   *
   * @returns rows that no event gives, and rows that events give for certain and that are not there
   */
  compare(standing: Iterable<ReservationRow>): { unfounded: ReservationRow[]; missing: ReservationRow[] } {
    const found = new Set<Held>();
    const unfounded: ReservationRow[] = [];
    for (const row of standing) {
      const held = this.#of(row.key).find((each) => isSame(each, row));
      if (held) found.add(held);
      else unfounded.push(row);
    }
    const missing = [...this.#rows.values()].flat().filter((held) => held.certain && !found.has(held));
    return { unfounded, missing: missing.map(({ certain: _, ...row }) => row) };
  }

  #take(event: KeyEvent, change: KeyTaken): void {
    const { takes: key, id, ofWords: erasable, how } = change;
    const { position, stream } = event;
    const before = this.#of(key);
    const others = before.filter((held) => held.id !== id);
    const certain = change.certain === 'unless-held' ? !this.#erased && others.length === 0 : change.certain;
    if (!certain && others.some((held) => held.certain)) return;
    const own = before.filter((held) => held.id === id);
    if (how === 'once' && own.length > 0) return;
    const row: Held = { key, id, position, stream, erasable, certain };
    // One key has one holder: who certainly took it took it from nobody.
    const kept = certain ? (how === 'beside' ? own : []) : how === 'beside' ? before : before.map(doubtful);
    this.#put(key, [...kept.filter((held) => held.position !== position || held.id !== id), row]);
    for (const holder of [id, stream]) this.#keys.set(holder, (this.#keys.get(holder) ?? new Set()).add(key));
  }

  #freeAll(kind: string, holder: string, certain: boolean): void {
    for (const key of this.#keys.get(holder) ?? []) {
      if (kindOf(key) !== kind) continue;
      const rows = this.#of(key);
      const isTheirs = ({ id, stream }: Held) => id === holder || stream === holder;
      this.#put(
        key,
        certain ? rows.filter((row) => !isTheirs(row)) : rows.map((row) => (isTheirs(row) ? doubtful(row) : row)),
      );
    }
  }

  #of(key: string): Held[] {
    return this.#rows.get(key) ?? [];
  }

  #put(key: string, rows: Held[]): void {
    if (rows.length > 0) this.#rows.set(key, rows);
    else this.#rows.delete(key);
  }
}

/** Of a key `<kind>:<text>` or `<kind>@<version>:<text>`. */
export const kindOf = (key: string): string => key.slice(0, key.search(/[@:]/));

const doubtful = (row: Held): Held => ({ ...row, certain: false });

/** Of keys that no words are made of it does not matter which event of an append is noted. */
const isSame = (a: ReservationRow, b: ReservationRow): boolean =>
  a.id === b.id && a.stream === b.stream && a.erasable === b.erasable && (!a.erasable || a.position === b.position);
