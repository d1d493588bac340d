import { createHash } from 'node:crypto';

/**
 * The form in which two spellings of one name are equal: compatibility characters resolved (Unicode NFKC), lower case,
 * white space collapsed and trimmed. It serves comparison only; what somebody wrote is stored as written.
 */
export const normaliseName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim();

const MAX_LENGTH = 500;

/**
 * A reservation key `<kind>:<text>`. A text longer than 500 UTF-16 units is stood for by its SHA-256: the database
 * cannot index a key of more than about 2,700 bytes, and a percent-encoded address may be longer than that.
 */
export const reservationKey = (kind: 'domain' | 'url' | 'origin' | 'review' | 'handle', text: string): string =>
  `${kind}:${text.length <= MAX_LENGTH ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`}`;

/** The key under which the origin identifier of a name is held, whether claimant, evidence's origin or upstream. */
export const originKey = (name: string): string => reservationKey('origin', normaliseName(name));
