/** What an event carries when it has no words: the ledger commits to `{}`. */
export type NoWords = Record<string, never>;

/**
 * One kind of event.
 *
 * `facts` are identifiers, codes, numbers and days: all that deciders and rules depend on, never free text, never
 * erased. `words` are texts, names, addresses and notes: erasable, so no rule may look at them.
 */
export interface Event<Type extends string = string, Facts extends object = object, Words extends object = object> {
  readonly type: Type;
  readonly facts: Facts;
  readonly words: Words;
}

/** Who did something: a person's UUID, the operator (`system`) or anybody (`public`). */
export type ActorId = string;

/** What deciders and projections are given of a recorded event: never its words. */
export type FactEvent<E extends Event> = E extends Event
  ? {
      readonly type: E['type'];
      readonly facts: E['facts'];
      readonly id: string;
      readonly actor: ActorId;
      /** RFC 3339, UTC, milliseconds; the ledger's clock. */
      readonly at: string;
      /** Its place in the ledger, from 0. What a decider has decided and nobody has appended yet stands behind all others. */
      readonly position: number;
    }
  : never;

/** The event of one type, or of some, among a noun's. */
export type EventOf<E extends Event, Type extends E['type']> = Extract<E, { readonly type: Type }>;

/** The same, as deciders are given it. */
export type FactEventOf<E extends Event, Type extends E['type']> = FactEvent<EventOf<E, Type>>;

/** Every event type of a noun with the schema version in which new ones are written. A stored schema never changes. */
export type Catalogue<E extends Event> = Readonly<Record<E['type'], number>>;

/** When something happened: by the ledger's clock (RFC 3339, UTC, milliseconds), and at which position. */
export interface Stamp {
  readonly at: string;
  readonly position: number;
}

export const stampOf = ({ at, position }: Stamp): Stamp => ({ at, position });
