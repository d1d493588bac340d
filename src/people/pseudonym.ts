/**
 * What stands for a person who has no name, because it was erased: eight hex digits of their identifier, from its end,
 * which is random (RFC 9562, version 7: the beginning is the time, which two who were invited together share).
 *
 * @param id a person's UUID
 */
export const pseudonymOf = (id: string): string => `person ${id.slice(-8)}`;
