import { formatTilePlace, parseTilePlace, TILE_WIDTH } from '../../kernel/tiles.js';
import type { Part } from '../../ledger/leaf.js';
import type { Finding } from '../verify/findings.js';
import type { Entry, History, KeptCheckpoint, OpenedParts, HistoryPage, Whole } from '../verify/history.js';
import {
  FORMAT,
  NAMES,
  type About,
  type ErasureLine,
  type OpenPart,
  type PartsLine,
  type StreamLine,
} from './format.js';
import { readmeOf } from './readme.js';
import { ArchiveMalformed, membersOf, type Member } from './members.js';
import { leavesIn } from '../log/leaves.js';

/** An archive, opened: what it says of itself, and its history, read from the file as it is asked for. */
export interface OpenArchive {
  readonly about: About;
  readonly vkeys: readonly string[];
  readonly checkpoint: string;
  readonly history: History;
}

/** The pieces of what one bundle of entries covers. */
interface Piece {
  readonly index: number;
  leaves?: readonly Buffer[];
  readonly checkpoints: KeptCheckpoint[];
  parts?: ReadonlyMap<number, PartsLine>;
}

const PARTS: readonly Part[] = ['head', 'who', 'facts', 'words'];

/** Members without a place of which more are not named. */
const MAX_FAULTS = 100;

/** What stands before the tiles, beside the streams. */
const FIRST: ReadonlySet<string> = new Set(Object.values(NAMES));

/**
 * Opens an archive. Nothing in it is trusted: what is wrong with it comes out when its history is verified.
 *
 * Each member has one name and one place, and stands there once: of two under one name this program would check one, and
 * whoever unpacks the archive would read the other.
 *
 * @throws ArchiveMalformed where it does not even say what it is
 */
export async function openArchive(file: string): Promise<OpenArchive> {
  const members = membersOf(file);
  const first = new Map<string, Buffer>();
  const whole: Whole[] = [];
  const faults: Finding[] = [];
  let streams = 0;
  let next: Member | undefined;
  for (;;) {
    next = await nextOf(members);
    if (!next || next.name.startsWith('tile/')) break;
    if (next.name === `streams/${formatTilePlace({ index: streams })}.ndjson`) {
      whole.push(...linesIn<StreamLine>(next).map(wholeOf));
      streams += 1;
    } else if (FIRST.has(next.name) && !first.has(next.name)) first.set(next.name, next.bytes);
    else faults.push(misplaced(next));
  }
  const about = aboutIn(first.get(NAMES.about));
  const text = (name: string) => first.get(name)?.toString() ?? '';
  const erasures = linesIn<ErasureLine>({ name: NAMES.erasures, bytes: first.get(NAMES.erasures) ?? Buffer.alloc(0) });
  const newest = { size: about.size, note: text(NAMES.checkpoint), from: NAMES.checkpoint };
  faults.push(...readmeFinding(first.get(NAMES.readme), about));
  const reading = new Reading(newest, next, members, faults);
  const history: History = {
    complete: about.complete,
    closed: true,
    whole,
    erased: new Map(erasures.map(({ position, erasedBy }) => [position, erasedBy])),
    pages: () => reading.pages(),
    tile: (level, index) => reading.tile(level, index),
    tilesBeyond: () => Promise.resolve(reading.left()),
    head: () => Promise.resolve({ size: about.size }),
    faults: () => reading.faults,
  };
  return { about, vkeys: text(NAMES.key).split('\n').filter(Boolean), checkpoint: text(NAMES.checkpoint), history };
}

/** Reads the pieces one after another. */
class Reading {
  /** Tiles that were read and not yet asked for. */
  readonly #tiles = new Map<string, Buffer>();
  /** The index of the tile of each level that may come next, or one after it. */
  readonly #next = new Map<number, number>();
  /** The size of the last checkpoint: they stand in their order. */
  #signed = -1;

  constructor(
    private readonly newest: KeptCheckpoint,
    private readonly first: Member | undefined,
    private readonly members: AsyncGenerator<Member, void>,
    readonly faults: Finding[],
  ) {}

  async *pages(): AsyncGenerator<HistoryPage> {
    let piece: Piece | undefined;
    yield { entries: [], checkpoints: [this.newest] };
    try {
      for (let member = this.first; member; member = await nextOf(this.members)) {
        const tile = tileIn(member.name);
        // A piece begins with its tile, or without one where that was taken away.
        if (tile && (tile.level === 0 || tile.level === 'entries') && tile.index !== piece?.index) {
          if (tile.index !== (piece ? piece.index + 1 : 0)) {
            this.#passOver(member);
            continue;
          }
          if (piece) yield this.#pageOf(piece);
          piece = { index: tile.index, checkpoints: [] };
        }
        this.#take(member, piece);
      }
      if (piece) yield this.#pageOf(piece);
    } catch (error) {
      if (!(error instanceof ArchiveMalformed)) throw error;
      // The piece that it breaks in is left out: what is missing of it would drown what is wrong.
      this.faults.push({ code: 'archive-malformed', expected: 'a whole archive', found: error.message });
    }
  }

  /** A tile stands before the piece that follows the one which fills it, so that it has been read. */
  tile(level: number, index: number): Promise<Buffer | undefined> {
    const name = `${level}/${index}`;
    const tile = this.#tiles.get(name);
    this.#tiles.delete(name);
    return Promise.resolve(tile);
  }

  left(): string[] {
    return [...this.#tiles.keys()].slice(0, 100).map((name) => `tile/${name}`);
  }

  #take(member: Member, piece: Piece | undefined): void {
    const { name, bytes } = member;
    const tile = tileIn(name);
    const size = /^checkpoints\/(0|[1-9]\d{0,14})$/.exec(name)?.[1];
    if (!piece) return this.#passOver(member);
    if (tile?.level === 'entries') {
      const leaves = readLeaves(bytes);
      if (piece.leaves || tile.index !== piece.index || leaves.length !== tile.width) return this.#passOver(member);
      piece.leaves = leaves;
    } else if (tile) this.#takeTile(member, tile.level, tile.index);
    else if (size !== undefined && Number(size) > this.#signed) {
      this.#signed = Number(size);
      piece.checkpoints.push({ size: this.#signed, note: bytes.toString() });
    } else if (name === `parts/${formatTilePlace({ index: piece.index })}.ndjson` && !piece.parts)
      piece.parts = partsIn(member);
    else this.#passOver(member);
  }

  /** What has no place there is told and passed over, so that it hides nothing of the rest. */
  #passOver(member: Member): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push(misplaced(member));
  }

  #takeTile(member: Member, level: number, index: number): void {
    if (index < (this.#next.get(level) ?? 0)) return this.#passOver(member);
    this.#next.set(level, index + 1);
    this.#tiles.set(`${level}/${index}`, member.bytes);
  }

  #pageOf({ index, leaves = [], checkpoints, parts = new Map() }: Piece): HistoryPage {
    const first = index * TILE_WIDTH;
    for (const position of parts.keys()) {
      if (position >= first && position < first + leaves.length) continue;
      this.faults.push({ code: 'part-unknown', position, expected: 'an event of the archive', found: 'parts of none' });
    }
    return { entries: leaves.map((leaf, i) => entryOf(first + i, leaf, parts.get(first + i))), checkpoints };
  }
}

/** It stands a second time, or where none of its name is written. */
const misplaced = ({ name }: Member): Finding => ({
  code: 'archive-malformed',
  at: name,
  expected: 'no file of this name there',
  found: 'one',
});

/** The page that explains an archive follows from what the archive says of itself. */
function readmeFinding(bytes: Buffer | undefined, about: About): Finding[] {
  const expected = readmeOf(about);
  if (bytes?.toString() === expected) return [];
  const found = bytes ? `${bytes.length} other bytes` : 'none';
  return [{ code: 'readme-altered', at: NAMES.readme, expected: `the page of ${FORMAT}`, found }];
}

/** The lines of a piece by their positions, each once. */
function partsIn(member: Member): ReadonlyMap<number, PartsLine> {
  const lines = linesIn<PartsLine>(member);
  const parts = new Map(lines.map((line) => [line.position, line]));
  if (parts.size < lines.length) throw new ArchiveMalformed(`${member.name} has two lines for one event`);
  return parts;
}

async function nextOf(members: AsyncGenerator<Member, void>): Promise<Member | undefined> {
  const next = await members.next();
  return next.done ? undefined : next.value;
}

function readLeaves(bundle: Buffer): Buffer[] {
  try {
    return leavesIn(bundle);
  } catch (error) {
    if (error instanceof RangeError) throw new ArchiveMalformed(error.message, { cause: error });
    throw error;
  }
}

function tileIn(name: string): { level: number | 'entries'; index: number; width: number } | undefined {
  const [, level, path = ''] = /^tile\/(entries|[0-6])\/(.+)$/.exec(name) ?? [];
  const place = level === undefined ? undefined : parseTilePlace(path);
  if (!place) return undefined;
  const { index, width = TILE_WIDTH } = place;
  return { level: level === 'entries' ? level : Number(level), index, width };
}

function entryOf(position: number, leaf: Buffer, line: PartsLine | undefined): Entry {
  if (!line) return { position, leaf };
  const entry: { -readonly [Name in keyof Entry]: Entry[Name] } = {
    position,
    leaf,
    place: { stream: line.stream, revision: line.revision, salt: bytesOf(line.salt) },
  };
  for (const part of PARTS) {
    const open = line[part];
    if (open) entry[part] = openedIn(open);
  }
  if (line.words === null) entry.words = null;
  return entry;
}

const openedIn = ({ salt, text }: OpenPart): OpenedParts => ({ salt: bytesOf(salt), bytes: Buffer.from(`${text}`) });
const bytesOf = (text: string): Buffer => Buffer.from(`${text}`, 'base64url');

function wholeOf({ stream, salt: text, events }: StreamLine): Whole {
  const salt = bytesOf(text);
  if (typeof stream !== 'string' || salt.length !== 32 || !Number.isSafeInteger(events) || events < 0)
    throw new ArchiveMalformed('streams has a line of another form');
  return { stream, salt, events };
}

const SCOPES: ReadonlySet<unknown> = new Set<About['scope']>(['all', 'public', 'claim']);

function aboutIn(bytes: Buffer | undefined): About {
  if (!bytes) throw new ArchiveMalformed(`it has no ${NAMES.about} before its tiles`);
  const about = parsed<About>(bytes.toString(), NAMES.about);
  if (about.format !== FORMAT) throw new ArchiveMalformed('its format is not the one that this program reads');
  const { origin, size, scope, complete } = about;
  const sound = typeof origin === 'string' && Number.isSafeInteger(size) && size >= 0;
  // Who says that everything is in it is held to it: lines that are left out are then found missing.
  if (!sound || !SCOPES.has(scope) || complete !== (scope === 'all'))
    throw new ArchiveMalformed(`${NAMES.about} says something of another form`);
  return about;
}

/**
 * The lines of an NDJSON member. Throws ArchiveMalformed for one that is no JSON object, or says it in another way than
 * this format does: of a name that stands twice in it, this program would check the one and others read the other.
 */
function linesIn<Line extends object>({ name, bytes }: Member): Line[] {
  return bytes
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const value = parsed<Line>(line, name);
      if (JSON.stringify(value) !== line) throw new ArchiveMalformed(`${name} has a line of another form`);
      return value;
    });
}

function parsed<Value extends object>(text: string, name: string): Value {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null) return value as Value;
  } catch {
    // Said below.
  }
  throw new ArchiveMalformed(`${name} has a line that is no JSON object`);
}
