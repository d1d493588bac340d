import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { checkpointText, NoteRejected, openNote, parseCheckpoint, signNote } from '../../kernel/signed-note.js';
import { LEDGER_STREAM } from '../../ledger/ledger.events.js';
import type { CorruptEvent } from '../../ledger/errors.js';
import type { Ledger } from '../../ledger/ledger.js';
import { acceptedPositions } from './acceptances.js';
import { AppendCheck } from './append-check.js';
import { isSignedBy, newestCheckpoint, storeCheckpoint, type StoredCheckpoint } from './checkpoint-store.js';
import { LogError, UnauthorisedAppend } from './errors.js';
import { inForce, readIdentity, verifiersOf, type LogIdentity } from './log-keys.js';
import { besideKey, CheckpointFile, sizeIn, type Remembered } from './remembered.js';
import { readSigningKeys, vkeyOf, type SigningKey } from './signing-key.js';
import { writeTiles } from './tile-store.js';
import { Tree } from './tree.js';

/** Any number, and for ever the same: one signer at a time over all processes on a database. */
const SIGNER_LOCK = 4_711_003;
/** Milliseconds after which a witness that was away is asked again. */
const ASK_AGAIN_MS = 60_000;
/** Leaves that one transaction takes into the tree at most: a kill loses no more work than this. */
const MAX_LEAVES = 65_536;

/** What a turn at signing came to; `behind` while more of the ledger waits to be taken into the tree. */
export interface Signed {
  readonly checkpoint: StoredCheckpoint;
  readonly behind: boolean;
  /** What the tree stops before. */
  readonly stop?: CorruptEvent | UnauthorisedAppend;
  /** Sizes of rows among the checkpoints that this log never signed. */
  readonly passedOver: readonly number[];
}

/** Size and root of a checkpoint that this log signed. */
interface SignedTree {
  readonly size: number;
  readonly root: Buffer;
  readonly from: string;
}

/**
 * Signs checkpoints of the ledger's tree: one process at a time, never a smaller one, none that any earlier one
 * contradicts, and each is on the disk, in the database and beside the key, before anybody sees it.
 */
export class Signer {
  readonly #tree: Tree;
  readonly #file: CheckpointFile;
  readonly #log = new Logger('Checkpoints');
  #identity: (LogIdentity & { readonly revision: number }) | undefined;
  #own: readonly SigningKey[] = [];
  /** The notes whose roots are found to be those of the tree. */
  #checked: ReadonlySet<string> = new Set();
  /** Those who have not answered yet, and when they are asked again. */
  #unasked: readonly Remembered[];
  #askAt = 0;
  /** What the others remember, which no checkpoint from here may contradict. */
  #told: readonly string[] = [];
  /** Positions that an operator has accepted. */
  #accepted: ReadonlySet<number> = new Set();
  #started = false;
  #missed = false;

  /**
   * @param others are asked before the first signature of this process, and until each has answered once
   * @param memory the file in which the newest checkpoint is remembered
   */
  constructor(
    private readonly pool: Pool,
    private readonly ledger: Ledger,
    private readonly keyFile: string,
    others: readonly Remembered[] = [],
    memory = besideKey(keyFile),
  ) {
    this.#tree = new Tree(pool);
    this.#file = new CheckpointFile(memory);
    // What was remembered before another place was named counts, too.
    const before = memory === besideKey(keyFile) ? [] : [new CheckpointFile(besideKey(keyFile))];
    this.#unasked = [...before, ...others];
  }

  /**
   * Takes what is new into the tree and signs it, unless nothing is.
   *
   * @param wait whether to wait for another process that is signing, rather than leave it to that one
   * @returns the newest checkpoint; undefined on a ledger that is not founded, or where another process is signing
   * @throws LogError, and then nothing is signed; CorruptEvent where an event below a known checkpoint is
   */
  async sign(wait: boolean): Promise<Signed | undefined> {
    await this.#ask();
    const client = await this.pool.connect();
    // A connection may break while leaves are read on another one; unheard, that would end the process.
    const broken = () => undefined;
    client.on('error', broken);
    try {
      await client.query('begin');
      const signed = (await this.#lock(client, wait)) ? await this.#turn(client) : undefined;
      await client.query('commit');
      return signed;
    } catch (error) {
      this.#tree.forget();
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.off('error', broken);
      client.release();
    }
  }

  /** Before the transaction, which must not wait for the world. One who is away does not hold up the log. */
  async #ask(): Promise<void> {
    const asked = this.#unasked;
    if (asked.length === 0 || Date.now() < this.#askAt) return;
    const told = await Promise.allSettled(asked.map((other) => other.newest()));
    for (const answer of told) {
      if (answer.status === 'fulfilled' && answer.value !== undefined) this.#told = [...this.#told, answer.value];
      else if (answer.status === 'rejected') this.#log.warn(`a witness could not be asked: ${String(answer.reason)}`);
    }
    this.#unasked = asked.filter((_, i) => told[i]?.status === 'rejected');
    this.#askAt = Date.now() + ASK_AGAIN_MS;
  }

  async #lock(client: PoolClient, wait: boolean): Promise<boolean> {
    if (wait) {
      await client.query('select pg_advisory_xact_lock($1)', [SIGNER_LOCK]);
      return true;
    }
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [
      SIGNER_LOCK,
    ]);
    return rows[0]?.locked ?? false;
  }

  async #turn(client: PoolClient): Promise<Signed | undefined> {
    // Before the keys are read: a key that is retired after that does not sign what covers its retirement.
    const head = await this.#head(client);
    const identity = await this.#who(client);
    if (!identity) return undefined;
    const { newest, passedOver } = await newestCheckpoint(client, (stored) => isSignedBy(identity, stored));
    const kept = await this.#file.newest();
    const known = this.#known(identity, newest, kept);
    for (const { size, from } of known) {
      if (size > head)
        throw new LogError('rolled-back', `${from} covers ${size} events, and the ledger has ${head}. ${ROLLED_BACK}`);
    }
    const limit = Math.min(head, Math.max(this.#tree.size, ...known.map(({ size }) => size)) + MAX_LEAVES);
    const remembered = kept === undefined ? 0 : sizeIn(kept);
    const stop = await this.#reach(client, limit, { head, covered: Math.max(newest?.size ?? 0, remembered) });
    await this.#mustAgree(client, known, stop);
    const { size } = this.#tree;
    const behind = stop === undefined && size < head;
    let checkpoint = newest;
    // Where a row that nobody signed stands in the way, the ledger grows beyond it, or a repair takes it away.
    const free = !passedOver.some((each) => each >= size && each <= head);
    if (size > (newest?.size ?? 0) && free) checkpoint = await this.#add(client, identity, size);
    if (!checkpoint) {
      if (stop instanceof UnauthorisedAppend) throw stop;
      return undefined;
    }
    if (checkpoint.size > remembered) await this.#file.keep(checkpoint.note);
    this.#checked = new Set([checkpoint.note, ...this.#told]);
    return { checkpoint, behind, passedOver, ...(stop ? { stop } : {}) };
  }

  /** Takes leaves into the tree, and none that somebody without the append key wrote, unless an operator accepted it. */
  async #reach(
    client: PoolClient,
    limit: number,
    { head, covered }: { readonly head: number; readonly covered: number },
  ): Promise<Signed['stop']> {
    const check = new AppendCheck(this.ledger.appendKeys);
    const reach = () =>
      this.#tree.reach(
        limit,
        (tiles) => writeTiles(client, tiles, this.ledger.appendKeys.newest),
        (marked) => {
          const end = marked.first + marked.leaves.length === head;
          const { count, unauthorised } = check.admit({ ...marked, end }, covered, this.#accepted);
          return unauthorised ? { count, stop: new UnauthorisedAppend(unauthorised) } : { count };
        },
      );
    const stop = await reach();
    if (!(stop instanceof UnauthorisedAppend)) return stop;
    await this.ledger.appendKeys.refresh();
    this.#accepted = await acceptedPositions(this.pool, this.ledger.read, check);
    return reach();
  }

  /** Who the log is, and which of its keys are at hand; read again whenever the ledger's own stream has moved. */
  async #who(client: PoolClient): Promise<LogIdentity | undefined> {
    const { rows } = await client.query<{ revision: number | null }>({
      name: 'audit-own-revision',
      text: 'select max(revision) as revision from ledger.events where stream = $1',
      values: [LEDGER_STREAM],
    });
    const revision = rows[0]?.revision ?? 0;
    if (this.#identity?.revision !== revision) {
      const identity = await readIdentity(this.ledger);
      if (!identity) return undefined;
      this.#identity = { ...identity, revision };
      this.#own = [];
    }
    return this.#identity;
  }

  async #head(client: PoolClient): Promise<number> {
    const { rows } = await client.query<{ size: string }>('select size from ledger.head');
    return Number(rows[0]?.size ?? 0);
  }

  /** Every checkpoint that the next one must not contradict and that is not checked yet. */
  #known(identity: LogIdentity, newest: StoredCheckpoint | undefined, kept: string | undefined): readonly SignedTree[] {
    const notes: [note: string | undefined, from: string][] = [
      [newest?.note, 'the newest checkpoint in the database'],
      [kept, `the checkpoint in ${this.#file.file}`],
    ];
    // What this log never signed binds it to nothing: a witness that tells such a thing must not stop it.
    const told = this.#told.filter((note) => this.#checked.has(note) || this.#signedBy(identity, note));
    this.#told = told;
    for (const note of told) notes.push([note, 'the checkpoint that a witness has']);
    if (!this.#started && newest && kept === undefined && told.length === 0) this.#log.warn(UNSEEN);
    this.#started = true;
    const known: SignedTree[] = [];
    for (const [note, from] of notes)
      if (note !== undefined && !this.#checked.has(note)) known.push(this.#opened(identity, note, from));
    return known;
  }

  #signedBy(identity: LogIdentity, note: string): boolean {
    try {
      this.#opened(identity, note, 'what a witness shows');
      return true;
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      this.#log.warn(`${error.message}: it is passed over`);
      return false;
    }
  }

  #opened(identity: LogIdentity, note: string, from: string): SignedTree {
    try {
      const { text } = openNote(note, verifiersOf(identity));
      return { ...parseCheckpoint(text, identity.origin), from };
    } catch (error) {
      if (!(error instanceof NoteRejected)) throw error;
      if (error.code === 'no-known-signature' || error.code === 'other-origin')
        throw new LogError('forked', `${from} is of ${note.split('\n', 1)[0]} under another key. ${OTHER_HISTORY}`);
      throw new LogError('checkpoint-damaged', `${from} is not one that this log signed: ${error.code}. ${DAMAGED}`);
    }
  }

  async #mustAgree(client: PoolClient, known: readonly SignedTree[], stop: Signed['stop']): Promise<void> {
    for (const { size, root, from } of known) {
      if (size > this.#tree.size && stop) throw stop;
      const ours = await this.#tree.rootAt(size, client);
      if (!ours.equals(root))
        throw new LogError('forked', `${from} and the ledger disagree on its first ${size} events. ${FORKED}`);
    }
  }

  async #add(client: PoolClient, identity: LogIdentity, size: number): Promise<StoredCheckpoint> {
    const { origin } = identity;
    const root = this.#tree.root();
    const text = checkpointText({ origin, size, root });
    const signatures = (await this.#signers(identity)).map((key) =>
      signNote(text, { name: origin, privateKey: key.privateKey }).slice(text.length + 1),
    );
    const note = `${text}\n${signatures.join('')}`;
    return storeCheckpoint(client, { size, root, note }, this.ledger.appendKeys.newest);
  }

  /** The keys in force that are at hand: two while one succeeds the other. */
  async #signers(identity: LogIdentity): Promise<readonly SigningKey[]> {
    if (this.#own.length > 0) return this.#own;
    const valid = inForce(identity).map(({ vkey }) => vkey);
    const own = (await readSigningKeys(this.keyFile)).filter((key) => valid.includes(vkeyOf(identity.origin, key)));
    if (own.length === 0)
      throw new LogError('no-key', `none of the keys in force lies at ${this.keyFile}: nothing is signed here`);
    if (own.length === valid.length) this.#own = own;
    else if (!this.#missed) this.#log.warn(`one of the keys in force is not at hand beside ${this.keyFile}`);
    this.#missed = own.length < valid.length;
    return own;
  }
}

const UNSEEN =
  'no checkpoint is remembered outside the database: had an older copy of it been restored, nobody here could tell';
const ROLLED_BACK =
  'Nothing is signed until the newer data is back: restore a newer copy, or bring in what is missing with repair. ' +
  'To go on without it would contradict what was signed, and everybody who has seen it could prove that.';
const FORKED =
  'Nothing is signed: what was signed once is not what stands here, so somebody changed the history or made it anew. ' +
  'Run verify, and repair from an export or a replica.';
const OTHER_HISTORY =
  'Nothing is signed: another history was signed here before, and this one was made in its place, or this file belongs to ' +
  'another ledger. Keep both, find out which, and restore the backup that fits the file.';
const DAMAGED = 'Nothing is signed until it is as it was: bring it back from a copy, or from a witness.';
