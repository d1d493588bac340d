import type { ClaimEvent } from '../../claims/claim.events.js';
import { ledgerJson } from '../../kernel/canonical-json.js';
import { openEvent, type EventRow, type Recorded } from '../../ledger/recorded.js';
import type { ClaimRow } from '../../projections/claims/claim.projection.js';
import { mayReadReasons } from '../../projections/event-lookup.js';
import { isStaff, type Reader } from '../../projections/engine/view.js';
import {
  redactionFor,
  mayRead,
  redact,
  visibleTo,
  type Redaction,
  type Visible,
} from '../../projections/visibility.js';
import { LEDGER_STREAM } from '../../ledger/ledger.events.js';
import { text64, type OpenPart, type PartsLine } from './format.js';

/** Words of works and outlets that anybody may read; what a colleague noted is not among them. */
const PUBLIC_WORDS_OF_NAMED: ReadonlySet<string> = new Set([
  ...['title', 'url', 'author', 'outletInferredFrom', 'publishedOnInferredFrom'],
  ...['name', 'aliases', 'handle', 'text'],
]);
/** Events of works and outlets that anybody may know of whom a public claim names. */
const PUBLIC_EVENTS_OF_NAMED: ReadonlySet<string> = new Set([
  ...['WorkRecorded', 'WorkCorrected', 'OutletCorrectionObserved', 'OutletCorrectionWithdrawn'],
  ...['OutletRegistered', 'OutletRenamed', 'OutletDescribed', 'OutletDomainAdded', 'OutletDomainRemoved'],
  ...['OutletMerged', 'OutletAbsorbed', 'OutletSplit', 'OutletReleased', 'OutletReplied', 'OutletReplyWithdrawn'],
]);

/**
 * What of an event of a work or outlet a reader may open who may see a claim that names it.
 *
 * @throws CorruptEvent
 */
export function openedOfNamed(row: OpenableRow, reader: Reader, size: number): PartsLine {
  if (isStaff(reader)) return openedFor(row, reader, size) as PartsLine;
  const event = openEvent(row);
  const { position, stream, revision, words } = event;
  const place = { position, stream, revision, salt: text64(row.stream_salt as Buffer) };
  if (!PUBLIC_EVENTS_OF_NAMED.has(event.type)) return place;
  const open = Object.keys(words ?? {}).every((name) => PUBLIC_WORDS_OF_NAMED.has(name));
  return {
    ...place,
    head: part(row.head_salt, row.head),
    facts: part(row.facts_salt, row.facts),
    ...wordsOf(row, event, open ? words : null, size),
  };
}

/** An event's row with the row of its claim, which says what of it is public. */
export interface OpenableRow extends EventRow {
  claim: ClaimRow | null;
  /** Other claims that its claim names and that have been published. */
  others: string[] | null;
}

const NOTHING: Redaction = { evidence: new Set(), origins: new Set() };

/**
 * What of an event a reader may open. A commitment opens whole or not at all: a part of which the reader may see only
 * some stays shut, and its words are read where the claim is.
 *
 * @param size of the archive: an erasure after it is none yet
 * @returns undefined where the reader may not even know to which stream it belongs
 * @throws CorruptEvent
 */
export function openedFor(row: OpenableRow, reader: Reader, size: number): PartsLine | undefined {
  const event = openEvent(row);
  const staff = isStaff(reader);
  const visible = row.claim ? visibleTo(reader, row.claim, row.claim, new Set(row.others)) : null;
  const own = row.stream === LEDGER_STREAM;
  if (visible === 'none' || (!staff && !row.claim && !own)) return undefined;
  const place = {
    position: event.position,
    stream: event.stream,
    revision: event.revision,
    salt: text64(row.stream_salt as Buffer),
  };
  // Without its claim's row nobody knows what of it is confidential.
  const unknown = row.stream.startsWith('claim-') && !row.claim;
  if (unknown || !mayRead(event as Recorded<ClaimEvent>, visible)) return place;
  // Who acted on the ledger and on people, and in which words, is for those who answer for it and those who check it.
  const reserved = !/^(?:claim|work|outlet)-/.test(row.stream) && !mayReadReasons(reader);
  const { facts, words } = shown(event, row, reader, visible, own);
  return {
    ...place,
    head: part(row.head_salt, row.head),
    ...(staff && !reserved ? { who: part(row.who_salt, row.who) } : {}),
    ...(facts && isWhole(facts, event.facts) ? { facts: part(row.facts_salt, row.facts) } : {}),
    ...wordsOf(row, event, reserved ? null : words, size),
  };
}

function shown(event: Recorded, row: OpenableRow, reader: Reader, visible: Visible, own: boolean) {
  if (own) return { facts: { ...event.facts }, words: event.words && { ...event.words } };
  return redact(reader, event, row.claim ? redactionFor(reader, row.claim.sources) : NOTHING, visible);
}

function wordsOf(row: OpenableRow, event: Recorded, words: object | null, size: number): Pick<PartsLine, 'words'> {
  if (event.erasedBy !== undefined) return event.erasedBy < size ? { words: null } : {};
  if (words === null || row.words === null || row.words_salt === null || !isWhole(words, event.words)) return {};
  return { words: part(row.words_salt, row.words) };
}

/**
 * Whether nothing of a part is left out: a part of which something is opens nothing. Both are as they are read, in the
 * newest schema; what opens is what was stored.
 */
const isWhole = (shown: object, all: object | null): boolean => all !== null && ledgerJson(shown) === ledgerJson(all);

const part = (salt: Buffer, bytes: Buffer): OpenPart => ({ salt: text64(salt), text: bytes.toString() });
