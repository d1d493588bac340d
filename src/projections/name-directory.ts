import type { OtherStreams, SeenCorrection } from '../claims/review/review-due.js';
import type { EventOf } from '../kernel/event.js';
import { CorruptEvent } from '../ledger/errors.js';
import type { Recorded } from '../ledger/recorded.js';
import type { OriginEvent } from '../origins/origin.events.js';
import type { OutletDuplicateEvent, OutletRegistered, OutletRenamed } from '../outlets/outlet.events.js';
import type { OutletCorrectionObserved, WorkCorrected, WorkRecorded } from '../works/work.events.js';
import type { NamedOutletView, NamedWorkView } from './claims/appearance.views.js';
import type { EventLookup } from './event-lookup.js';

/** What has all that is shown of a work, and of an outlet's name: the newest of them counts. */
type Work = Recorded<WorkRecorded | WorkCorrected>;
type Outlet = Recorded<OutletRegistered | OutletRenamed>;
type Merged = Recorded<Extract<OutletDuplicateEvent, { type: 'OutletMerged' }>>;
type Joined = Recorded<EventOf<OriginEvent, 'OriginsJoined'>>;
type Suspected = Recorded<EventOf<OriginEvent, 'OriginDuplicateSuspected'>>;
type Observed = Recorded<OutletCorrectionObserved>;
const WORK: readonly string[] = ['WorkRecorded', 'WorkCorrected'] satisfies Work['type'][];
const OUTLET: readonly string[] = ['OutletRegistered', 'OutletRenamed'] satisfies Outlet['type'][];

/** Works and outlets as a moment names them, from their own checked events. */
export class NameDirectory {
  readonly #works = new Map<string, Work>();
  readonly #outlets = new Map<string, Outlet>();
  readonly #merged = new Map<string, Merged>();
  readonly #joined = new Map<string, Joined>();
  readonly #suspected = new Map<string, Suspected>();
  readonly #observed = new Map<string, Observed>();
  readonly #kept = new Set<string>();
  readonly #corrupt = new Set<string>();

  /** @param asOf leaves out what was recorded above it; null: nothing */
  constructor(stored: EventLookup, asOf: number | null) {
    for (const [position, event] of stored) {
      if (asOf !== null && position > asOf) continue;
      if (event instanceof CorruptEvent) this.#corrupt.add(event.stream);
      else if (WORK.includes(event.type)) keepNewest(this.#works, event as Work);
      else if (OUTLET.includes(event.type)) keepNewest(this.#outlets, event as Outlet);
      else if (event.type === 'OutletCorrectionObserved') this.#observed.set(idOfCorrection(event), event as Observed);
      else if (event.type === 'OutletCorrectionWithdrawn') this.#observed.delete(idOfCorrection(event));
      else if (event.type === 'SnapshotKept') this.#kept.add(event.stream);
      else if (event.type === 'OutletMerged') this.#merged.set(idIn(event), event as Merged);
      else if (event.type === 'OutletSplit') this.#merged.delete(idIn(event));
      else if (event.type === 'OriginsJoined') this.#joined.set(idIn(event), event as Joined);
      else if (event.type === 'OriginsSplit') this.#joined.delete(idIn(event));
      else if (event.type === 'OriginDuplicateSuspected') this.#suspected.set(idIn(event), event as Suspected);
      else if (event.type === 'OriginDuplicateDismissed') this.#suspected.delete(idIn(event));
    }
  }

  /** Whether something that was named could not be shown, because it is corrupt. */
  get corrupt(): boolean {
    return this.#corrupt.size > 0;
  }

  /** Streams of works and outlets that are needed and were not read. */
  missing(works: Iterable<string>, outlets: Iterable<string>): string[] {
    const publishers = [...this.#works.values()].flatMap(({ facts }) => facts.outletId ?? []);
    return [
      ...[...works].map((id) => `work-${id}`).filter((stream) => !this.#works.has(stream)),
      ...[...outlets, ...publishers].map((id) => `outlet-${id}`).filter((stream) => !this.#outlets.has(stream)),
    ].filter((stream) => !this.#corrupt.has(stream));
  }

  work(id: string): NamedWorkView {
    const stream = `work-${id}`;
    const { facts, words } = this.#works.get(stream) ?? {};
    return {
      id,
      url: words?.url ?? null,
      title: words?.title ?? null,
      author: words?.author ?? null,
      publishedOn: facts?.publishedOn ?? null,
      publishedOnBasis: facts?.publishedOnBasis ?? null,
      language: facts?.language ?? null,
      outletBasis: facts?.outletBasis ?? null,
      outlet: facts?.outletId ? this.outlet(facts.outletId) : null,
      corrupt: this.#corrupt.has(stream),
    };
  }

  outlet(id: string): NamedOutletView {
    return { id, name: this.#outlets.get(`outlet-${id}`)?.words?.name ?? null };
  }

  /**
   * The origin that counts in place of another: of an outlet that was merged, or an origin that was joined, the one that goes
   * on. Of one whose record is corrupt nobody knows: it counts as itself.
   */
  readonly same = (originId: string): string =>
    this.#merged.get(originId)?.facts.intoId ?? this.#joined.get(originId)?.facts.intoId ?? originId;

  /** Outlets and origins that were found, or are suspected, to be another. */
  get merged(): OtherStreams['merged'] {
    const found = [...this.#joined, ...this.#merged].map(
      ([id, { facts, at, position }]) => [id, { into: facts.intoId, at, position }] as const,
    );
    const suspected = [...this.#suspected].map(
      ([id, { facts, at, position }]) => [id, { into: facts.ofId, at, position, suspected: true }] as const,
    );
    return new Map([...suspected, ...found]);
  }

  /** What its outlet was seen to change in a work; `lost`: it was deleted, and no copy is kept. */
  corrections(workId: string): readonly SeenCorrection[] {
    const stream = `work-${workId}`;
    return [...this.#observed.values()]
      .filter((event) => event.stream === stream)
      .map(({ facts: { correctionId: id, kind }, position, at }) => ({
        id,
        workId,
        lost: kind === 'deletion' && !this.#kept.has(stream),
        position,
        at,
      }));
  }

  /** The events whose words are shown. */
  events(): Recorded[] {
    return [...this.#works.values(), ...this.#outlets.values()];
  }
}

const idOfCorrection = ({ facts }: Recorded): string => (facts as { correctionId: string }).correctionId;
const idIn = ({ stream }: Recorded): string => stream.slice(stream.indexOf('-') + 1);

function keepNewest<E extends Recorded>(newest: Map<string, E>, event: E): void {
  if (event.position >= (newest.get(event.stream)?.position ?? 0)) newest.set(event.stream, event);
}
