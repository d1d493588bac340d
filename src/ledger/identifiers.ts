import { v7 } from 'uuid';

/** A fresh UUIDv7 (RFC 9562 section 5.7), lower case: ordered by the time it was made, derived from nothing else. */
export const newId = (): string => v7();
