import { v7 } from 'uuid';
import { freshBytes } from './random.js';

/** A fresh UUIDv7 (RFC 9562 section 5.7), lower case: ordered by the millisecond it was made in, derived from nothing else. */
export const newId = (): string => v7({ random: freshBytes(16) });
