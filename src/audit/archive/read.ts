import { parseTilePlace, TILE_WIDTH } from '../../kernel/tiles.js';
import type { Part } from '../../ledger/leaf.js';
import type { Finding } from '../verify/findings.js';
import type { Entry, History, Kept, Opened, Page, Whole } from '../verify/history.js';
import {
  FORMAT,
  NAMES,
  type About,
  type ErasureLine,
  type OpenPart,
  type PartsLine,
  type StreamLine,
} from './format.js';
import { ArchiveMalformed, membersOf, type Member } from './members.js';
import { leavesIn } from './write.js';

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
  leaves?: Buffer;
  readonly checkpoints: Kept[];
  parts: ReadonlyMap<number, PartsLine>;
}

const PARTS: readonly Part[] = ['head', 'who', 'facts', 'words'];

/**
 * Opens an archive. Nothing in it is trusted: what is wrong with it comes out when its history is verified.
 *
 * @throws ArchiveMalformed where it does not even say what it is
 */
export async function openArchive(file: string): Promise<OpenArchive> {
  const members = membersOf(file);
  const first = new Map<string, Buffer>();
  const whole: Whole[] = [];
  let next: Member | undefined;
  for (;;) {
    next = await nextOf(members);
    if (!next || next.name.startsWith('tile/')) break;
    if (next.name.startsWith('streams/')) whole.push(...linesIn<StreamLine>(next).map(wholeOf));
    else first.set(next.name, next.bytes);
  }
  const about = aboutIn(first.get(NAMES.about));
  const text = (name: string) => first.get(name)?.toString() ?? '';
  const erasures = linesIn<ErasureLine>({ name: NAMES.erasures, bytes: first.get(NAMES.erasures) ?? Buffer.alloc(0) });
  const newest = { size: about.size, note: text(NAMES.checkpoint), from: NAMES.checkpoint };
  const reading = new Reading(newest, next, members);
  const history: History = {
    complete: about.complete,
    closed: true,
    whole,
    erased: new Map(erasures.map(({ position, erasedBy }) => [position, erasedBy])),
    pages: () => reading.pages(),
    tile: (level, index) => reading.tile(level, index),
    tilesBeyond: () => Promise.resolve(reading.left()),
    size: () => Promise.resolve(about.size),
    faults: () => reading.faults,
  };
  return { about, vkeys: text(NAMES.key).split('\n').filter(Boolean), checkpoint: text(NAMES.checkpoint), history };
}

/** Reads the pieces one after another. */
class Reading {
  readonly faults: Finding[] = [];
  /** Tiles that were read and not yet asked for. */
  readonly #tiles = new Map<string, Buffer>();

  constructor(
    private readonly newest: Kept,
    private readonly first: Member | undefined,
    private readonly members: AsyncGenerator<Member, void>,
  ) {}

  async *pages(): AsyncGenerator<Page> {
    let piece: Piece | undefined;
    yield { entries: [], checkpoints: [this.newest] };
    try {
      for (let member = this.first; member; member = await nextOf(this.members)) {
        const started = this.#startedBy(member);
        if (started !== undefined && started !== piece?.index) {
          if (piece) yield this.#pageOf(piece);
          piece = { index: started, checkpoints: [], parts: new Map() };
        }
        this.#take(member, piece);
      }
      if (piece) yield this.#pageOf(piece);
    } catch (error) {
      if (!(error instanceof ArchiveMalformed)) throw error;
      this.faults.push({ code: 'archive-malformed', expected: 'a whole archive', found: error.message });
      if (piece?.leaves) yield this.#pageOf(piece);
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

  /** The index of the piece that a member begins, or belongs to by its name. */
  #startedBy({ name }: Member): number | undefined {
    const tile = tileIn(name);
    if (tile?.level === 0 || tile?.level === 'entries') return tile.index;
    return undefined;
  }

  #take(member: Member, piece: Piece | undefined): void {
    const { name, bytes } = member;
    const tile = tileIn(name);
    const size = /^checkpoints\/(\d{1,15})$/.exec(name)?.[1];
    if (tile?.level === 'entries' && piece) piece.leaves = bytes;
    else if (tile && tile.level !== 'entries') this.#tiles.set(`${tile.level}/${tile.index}`, bytes);
    else if (size !== undefined && piece) piece.checkpoints.push({ size: Number(size), note: bytes.toString() });
    else if (name.startsWith('parts/') && piece)
      piece.parts = new Map(linesIn<PartsLine>(member).map((line) => [line.position, line]));
    else throw new ArchiveMalformed(`${name} has no place there`);
  }

  #pageOf({ index, leaves, checkpoints, parts }: Piece): Page {
    const first = index * TILE_WIDTH;
    const all = leaves ? readLeaves(leaves) : [];
    for (const position of parts.keys()) {
      if (position >= first && position < first + all.length) continue;
      this.faults.push({ code: 'part-unknown', position, expected: 'an event of the archive', found: 'parts of none' });
    }
    return { entries: all.map((leaf, i) => entryOf(first + i, leaf, parts.get(first + i))), checkpoints };
  }
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

function tileIn(name: string): { level: number | 'entries'; index: number } | undefined {
  const [, level, path = ''] = /^tile\/(entries|[0-6])\/(.+)$/.exec(name) ?? [];
  const place = level === undefined ? undefined : parseTilePlace(path);
  return place && { level: level === 'entries' ? level : Number(level), index: place.index };
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

const openedIn = ({ salt, text }: OpenPart): Opened => ({ salt: bytesOf(salt), bytes: Buffer.from(`${text}`) });
const bytesOf = (text: string): Buffer => Buffer.from(`${text}`, 'base64url');

function wholeOf({ stream, salt: text, events }: StreamLine): Whole {
  const salt = bytesOf(text);
  if (typeof stream !== 'string' || salt.length !== 32 || !Number.isSafeInteger(events) || events < 0)
    throw new ArchiveMalformed('streams has a line of another form');
  return { stream, salt, events };
}

function aboutIn(bytes: Buffer | undefined): About {
  if (!bytes) throw new ArchiveMalformed(`it has no ${NAMES.about} before its tiles`);
  const about = parsed<About>(bytes.toString(), NAMES.about);
  if (about.format !== FORMAT) throw new ArchiveMalformed('its format is not the one that this program reads');
  return about;
}

/** The lines of an NDJSON member. Throws ArchiveMalformed for one that is no JSON object. */
function linesIn<Line extends object>({ name, bytes }: Member): Line[] {
  return bytes
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => parsed<Line>(line, name));
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
