import type { Event, EventOf, FactEvent } from '../../kernel/event.js';
import type { Role } from '../../kernel/roles.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { SearchedText } from '../language/searched-text.js';

/** What a projection is given of a recorded event: all but its words, which stay in the ledger. */
export type ProjectedEvent<E extends Event> = E extends Event
  ? FactEvent<E> & {
      readonly stream: string;
      readonly revision: number;
      readonly role?: Role;
    }
  : never;

/** The event of one type, or of some, among a noun's, as projections are given it. */
export type ProjectedEventOf<E extends Event, Type extends E['type']> = ProjectedEvent<EventOf<E, Type>>;

/** What each event makes of a row; a type without a handler leaves every row alone. */
export type RowHandlers<State, E extends Event> = {
  readonly [Each in E as Each['type']]?: (state: State | undefined, event: ProjectedEvent<Each>) => State;
};

/** A column that lists filter or sort by: its SQL type, and its value (JSON) in a row. */
interface Column<Row> {
  readonly type: string;
  readonly of: (row: Row) => string | number | boolean | null | readonly string[] | object;
}

/**
 * A question's rows, as they follow from the events alone: no clock, no randomness, no reading elsewhere, so that every
 * replay gives the same.
 *
 * A row holds facts, and where it needs a text the position of the event that has it. So an erasure, which empties that
 * event, reaches every version of every row at once. Whoever changes what a row becomes, or its
 * indexes, raises `version`.
 */
export interface Projection<State extends object, E extends Event, Row extends object = State> {
  /** Names the tables: lower case letters and underscores. */
  readonly name: string;
  readonly version: number;
  readonly columns: Readonly<Record<string, Column<Row>>>;
  /**
   * What a version shows of the state that it is folded from, where that is less than all of it: then columns are made of
   * this alone, and the state (of maps, sets and what JSON can hold) is kept beside the current row only, as `folded`.
   */
  readonly row?: (state: State) => Row;
  /** What follows `create index on <table>`: `(status)`, `using gin (topics)`. */
  readonly indexes: readonly string[];
  /** The same on the table of past rows, which also has the columns `"from"` and `"to"`: for questions as of a moment. */
  readonly pastIndexes?: readonly string[];
  /** The rows that an event touches: UUIDs in lower case. */
  readonly keys: (event: ProjectedEvent<E>) => readonly string[];
  readonly on: RowHandlers<State, E>;
  /**
   * The texts of an event that are to be found by their words, for the one row that it touches. They are kept apart from
   * rows, in tables that an erasure reaches (`texts.ts`). An event whose words are erased is not asked.
   */
  readonly texts?: (event: Recorded<E>) => readonly SearchedText[];
}

/** Any projection: the engine carries rows and never looks into them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows of every shape in one list
export type AnyProjection = Projection<any, any, any>;

/** Writes a projection down with its handlers' events inferred from their types. */
export const projection = <State extends object, E extends Event, Row extends object = State>(
  p: Projection<State, E, Row>,
): Projection<State, E, Row> => p;

/** The identifier in a stream's name: what stands behind `claim-` in `claim-<uuid>`. */
export const idOf = ({ stream }: { readonly stream: string }): string => stream.slice(stream.indexOf('-') + 1);
