import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';
import { bodyTooLarge, invalid, unsupportedBody } from './problem.js';

type Decode = (bytes: Buffer, options: Pick<ZlibOptions, 'maxOutputLength'>) => Promise<Buffer>;

/** RFC 1950 section 2.2: compression method 8, and a header that is a multiple of 31. */
const isZlib = (bytes: Buffer): boolean =>
  bytes.length >= 2 && (bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
/** What calls itself `deflate` is a zlib stream by RFC 9110 section 8.4.1.2, and by many tools the bare one inside. */
const inflateEither: Decode = (bytes, options) => promisify(isZlib(bytes) ? inflate : inflateRaw)(bytes, options);

/** Content codings (RFC 9110 section 8.4.1) that are understood. */
const DECODERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: inflateEither,
  br: promisify(brotliDecompress),
} satisfies Readonly<Record<string, Decode>>;
export type ContentCoding = keyof typeof DECODERS;
const UNDERSTOOD = 'gzip, deflate, br';

/** @returns how a body is compressed; undefined: not at all. Throws Problem 415 for what is not understood. */
export function contentCodingOf(header: string | undefined): ContentCoding | undefined {
  const [coding, ...others] = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== 'identity');
  if (coding === undefined) return undefined;
  if (others.length === 0 && Object.hasOwn(DECODERS, coding)) return coding as ContentCoding;
  throw unsupportedBody(`A body is compressed by one of ${UNDERSTOOD}, or not at all.`, {
    'accept-encoding': UNDERSTOOD,
  });
}

/**
 * Undoes a content coding, and stops where more comes out than may.
 *
 * @param coding as `contentCodingOf` gives it
 * @param limit bytes
 * @throws Problem 413, or 400 `invalid` for what is not compressed in that way
 */
export async function decode(bytes: Buffer, coding: ContentCoding, limit: number): Promise<Buffer> {
  try {
    return await DECODERS[coding](bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw bodyTooLarge(limit);
    const detail = `The body is not what Content-Encoding calls it: ${coding}.`;
    throw invalid([{ pointer: '/header/content-encoding', code: 'malformed', detail }]);
  }
}
