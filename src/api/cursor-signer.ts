import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../access/secrets.js';
import { QueryError } from '../projections/engine/view.js';

/**
 * Signs the cursors that lists hand out. What a cursor holds goes into queries, so one that nobody here wrote is not
 * read at all.
 */
@Injectable()
export class CursorSigner {
  constructor(private readonly secrets: Secrets) {}

  /** @returns the cursor with its signature; a position, which is what `/events` goes on from, stays one */
  sign(cursor: string): string {
    return /^\d+$/.test(cursor) ? cursor : `${cursor}.${this.#macOf(cursor).toString('base64url')}`;
  }

  /** @throws QueryError `cursor-invalid` */
  verify(text: string): string {
    const dot = text.lastIndexOf('.');
    const cursor = text.slice(0, Math.max(0, dot));
    const given = Buffer.from(text.slice(dot + 1), 'base64url');
    const right = this.#macOf(cursor);
    if (given.length === right.length && timingSafeEqual(given, right)) return cursor;
    throw new QueryError('cursor-invalid', 'This cursor is not one of this list with these filters.');
  }

  #macOf(cursor: string): Buffer {
    return createHmac('sha256', this.secrets.cursors).update(cursor).digest().subarray(0, 16);
  }
}
