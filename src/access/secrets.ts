import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';

/** Secrets of the server, made at its first start and shared by all its processes. Not for the log, not for backups of the ledger. */
export class Secrets {
  private constructor(
    /** Key of the HMAC under which requests are recognised when they are sent twice: 32 bytes. */
    readonly fingerprint: Buffer,
  ) {}

  /** Reads the secrets, and makes those that are missing; whoever of several starting processes is first wins. */
  static async load(pool: Pool): Promise<Secrets> {
    await pool.query(
      'insert into access.secrets select * from unnest($1::text[], $2::bytea[]) on conflict (name) do nothing',
      [NAMES, NAMES.map(() => randomBytes(32))],
    );
    const { rows } = await pool.query<{ name: string; value: Buffer }>('select name, value from access.secrets');
    const [fingerprint] = NAMES.map((name) => rows.find((row) => row.name === name)?.value);
    if (!fingerprint) throw new Error('a secret that was just made is not there');
    return new Secrets(fingerprint);
  }
}

const NAMES = ['fingerprint'];
