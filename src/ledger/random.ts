import { randomBytes } from 'node:crypto';

const CHUNK = 64 * 1024;
let chunk = Buffer.alloc(0);

/**
 * @param length at most 65,536
 * @returns bytes from the system's generator, never handed out again; fetched many at a time, since a call to it costs
 * more than the bytes.
 */
export function freshBytes(length: number): Buffer {
  if (chunk.length < length) chunk = randomBytes(CHUNK);
  const bytes = chunk.subarray(0, length);
  chunk = chunk.subarray(length);
  return bytes;
}
