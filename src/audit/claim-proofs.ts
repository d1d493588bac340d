import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  CLAIM_PROOF_FORMAT,
  PARTS,
  type ClaimProof,
  type LaterLeaves,
  type PartName,
  type ProvenEvent,
  type ProvenStream,
  type ShutReason,
} from '../checker/claim-proof.js';
import { poolOf } from '../database/data-source.js';
import { LedgerError } from '../ledger/errors.js';
import { Ledger } from '../ledger/ledger.js';
import type { Reader } from '../projections/engine/view.js';
import { claimProjection } from '../projections/claims/claim.projection.js';
import { Projections } from '../projections/projections.js';
import type { PartsLine } from './archive/format.js';
import { openedFor, openedOfNamed, type OpenableRow } from './archive/opening.js';
import { openable } from './archive/reading.js';
import { inForce, readIdentity } from './log/log-keys.js';
import { PublishedLog } from './log/published-log.js';

/** How long a proof waits for the rows that say what is public. */
const TIMEOUT_MS = 10_000;
/** Leaves after a claim's newest event that a proof carries, some 350 bytes each; where there are more it goes without. */
const MAX_LATER_LEAVES = 4096;

/** An event on its way into a proof. */
interface Opened {
  readonly row: OpenableRow;
  readonly line: PartsLine;
  readonly shut: ProvenEvent['shut'];
}

/** Proves single claims: each in one file that is checked with nothing but a key of the log. */
@Injectable()
export class ClaimProofs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
    private readonly published: PublishedLog,
    private readonly projections: Projections,
  ) {}

  /**
   * The proof of a claim that its reader is known to be allowed to see, up to the newest checkpoint.
   *
   * @returns undefined where no checkpoint covers the claim yet
   * @throws LedgerError `busy` while what is public is not known up to the checkpoint; LogError; CorruptEvent
   */
  async of(reader: Reader, claim: string): Promise<ClaimProof | undefined> {
    const [checkpoint, identity] = await Promise.all([this.published.newest(), readIdentity(this.ledger)]);
    if (!checkpoint || !identity) return undefined;
    const { size } = checkpoint;
    if (!(await this.projections.engine.waitForPosition([claimProjection], size - 1, TIMEOUT_MS)))
      throw new LedgerError('busy', 'the views have not caught up with the newest checkpoint');
    const own = await this.#read([`claim-${claim}`], size);
    if (own.length === 0) return undefined;
    const opened = own.map((row) => opening(row, (each) => openedFor(each, reader, size)));
    const named = await this.#named(reader, opened, size);
    const streams = await this.#proven([opened, ...named], size);
    return {
      format: CLAIM_PROOF_FORMAT,
      origin: identity.origin,
      keys: inForce(identity).map(({ vkey }) => vkey),
      checkpoint: this.published.cosigned(checkpoint),
      claim,
      streams: streams as [ProvenStream, ...ProvenStream[]],
      later: await this.#later(Number(own.at(-1)?.position) + 1, size),
    };
  }

  #read(streams: readonly string[], size: number): Promise<OpenableRow[]> {
    return openable(poolOf(this.dataSource), 0, size, streams);
  }

  /** The works that the claim's open events name, and the outlets that these or they name. */
  async #named(reader: Reader, claim: readonly Opened[], size: number): Promise<Opened[][]> {
    const works = await this.#opened(reader, namesIn(claim, 'workId', 'work'), size);
    const outlets = new Set([...namesIn(claim, 'outletId', 'outlet'), ...namesIn(works.flat(), 'outletId', 'outlet')]);
    return [...works, ...(await this.#opened(reader, [...outlets], size))];
  }

  async #opened(reader: Reader, streams: readonly string[], size: number): Promise<Opened[][]> {
    if (streams.length === 0) return [];
    const rows = await this.#read(streams, size);
    const opened = rows.map((row) => opening(row, (each) => openedOfNamed(each, reader, size)));
    return streams
      .map((stream) => opened.filter(({ line }) => line.stream === stream))
      .filter(({ length }) => length > 0);
  }

  async #proven(streams: readonly (readonly Opened[])[], size: number): Promise<ProvenStream[]> {
    const positions = streams.flat().map(({ line }) => line.position);
    const paths = await this.published.inclusions(positions, size);
    const pathOf = new Map(positions.map((position, i) => [position, paths[i] ?? []]));
    return streams.map((events) => ({
      stream: events[0]?.line.stream ?? '',
      salt: events[0]?.line.salt ?? '',
      events: events.map(({ row, line, shut }) => ({
        position: line.position,
        revision: line.revision,
        leaf: row.leaf.toString(),
        inclusion: (pathOf.get(line.position) ?? []).map((hash) => hash.toString('base64')),
        parts: partsIn(line),
        shut,
      })),
    }));
  }

  async #later(from: number, size: number): Promise<LaterLeaves | null> {
    if (size - from > MAX_LATER_LEAVES) return null;
    const { before, leaves } = await this.published.later(from, size);
    return { from, before: before.map((hash) => hash.toString('base64')), leaves: leaves.map(String) };
  }
}

/** Opens an event, and says of what stays shut why. */
function opening(row: OpenableRow, open: (row: OpenableRow) => PartsLine | undefined): Opened {
  const line = open(row);
  if (!line) throw new TypeError('a proof is made for who may see the claim');
  // What opens once no source is confidential was shut because one is.
  const candid = row.claim && open({ ...row, claim: { ...row.claim, sources: [] } });
  const shut: { -readonly [Name in PartName]?: ShutReason } = {};
  for (const name of PARTS) {
    if (line[name]) continue;
    if (name === 'words' && line.words === null) shut.words = 'erased';
    else if (!line.head) shut[name] = 'unpublished';
    else shut[name] = candid?.[name] ? 'confidential' : 'desk-only';
  }
  return { row, line, shut };
}

const partsIn = (line: PartsLine): ProvenEvent['parts'] =>
  Object.fromEntries(PARTS.flatMap((name) => (line[name] ? [[name, line[name]]] : [])));

/** Streams that open facts name by a member. */
function namesIn(events: readonly Opened[], member: 'workId' | 'outletId', noun: 'work' | 'outlet'): string[] {
  const ids = events.flatMap(({ line }) => {
    const id = line.facts && (JSON.parse(line.facts.text) as Readonly<Record<string, unknown>>)[member];
    return typeof id === 'string' ? id : [];
  });
  return [...new Set(ids)].map((id) => `${noun}-${id}`);
}
