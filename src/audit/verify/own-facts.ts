/** What an event of the ledger's own stream says of its keys and of what it erased. */
export interface OwnFacts {
  /** C2SP signed-note, as it stands. */
  readonly vkey?: string;
  readonly positions: readonly number[];
}

/**
 * Reads the facts of an event of the ledger's own stream, which may be forged: what has another form than the event's
 * schema is passed over, so that whoever plants it cannot stop the verification that finds it.
 */
export function ownFacts(bytes: Buffer): OwnFacts {
  const { vkey, positions } = objectIn(bytes);
  const listed = Array.isArray(positions) ? positions.filter((each): each is number => Number.isSafeInteger(each)) : [];
  return { positions: listed, ...(typeof vkey === 'string' ? { vkey } : {}) };
}

/** A JSON object; an empty one where there is none. */
export function objectIn(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(bytes.toString()) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
