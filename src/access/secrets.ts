import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';

/** Every secret by its name in `access.secrets`: another one is one more name here and one more member below. */
const NAMES = ['fingerprint', 'accounts', 'limits', 'cursors'] as const;

/** Secrets of the server, made at its first start and shared by all its processes. Not for the log, not for backups of the ledger. */
export class Secrets {
  /** Key of the HMAC under which requests are recognised when they are sent twice: 32 bytes. */
  readonly fingerprint: Buffer;
  /** Signs session cookies and encrypts second factors: 32 bytes. */
  readonly accounts: Buffer;
  /** Key of the HMAC under which addresses and account names are counted: 32 bytes. */
  readonly limits: Buffer;
  /** Seals the cursors of lists (AES-256): 32 bytes. */
  readonly cursors: Buffer;

  private constructor(value: (name: (typeof NAMES)[number]) => Buffer) {
    this.fingerprint = value('fingerprint');
    this.accounts = value('accounts');
    this.limits = value('limits');
    this.cursors = value('cursors');
  }

  /** Reads the secrets, and makes those that are missing; whoever of several starting processes is first wins. */
  static async load(pool: Pool): Promise<Secrets> {
    await pool.query(
      'insert into access.secrets select * from unnest($1::text[], $2::bytea[]) on conflict (name) do nothing',
      [NAMES, NAMES.map(() => randomBytes(32))],
    );
    const { rows } = await pool.query<{ name: string; value: Buffer }>('select name, value from access.secrets');
    return new Secrets((name) => {
      const found = rows.find((row) => row.name === name);
      if (!found) throw new Error('a secret that was just made is not there');
      return found.value;
    });
  }
}
