import { TooManyRequests } from '../../access/counters.js';
import { LedgerError } from '../../ledger/errors.js';

/** So many bodies, of so many bytes together. */
interface Bound {
  readonly bodies: number;
  readonly bytes: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/** What of bodies may be held that have not come to their end: of one sender, and of all. Strangers must leave room for people. */
const BOUNDS: Readonly<Record<'strangers' | 'people', { readonly each: Bound; readonly all: Bound }>> = {
  strangers: { each: { bodies: 16, bytes: 512 * KIB }, all: { bodies: 256, bytes: 4 * MIB } },
  people: { each: { bodies: 256, bytes: 32 * MIB }, all: { bodies: 1024, bytes: 64 * MIB } },
};

/** Who sends a body. */
export interface Sender {
  /** A token, a person or an address. */
  readonly key: string;
  readonly isStranger: boolean;
}

/** A body that is being received. */
export interface UnfinishedBody {
  /** Takes in more of it. @throws TooManyRequests, LedgerError `busy` */
  add(bytes: number): void;
  /** It is complete, or will never be. */
  end(): void;
}

interface Sum {
  bodies: number;
  bytes: number;
}

/** What of bodies this process holds that have not come to their end, so that whoever never ends them takes no more than that. */
export class UnfinishedBodies {
  readonly #all: Readonly<Record<'strangers' | 'people', Sum>> = {
    strangers: { bodies: 0, bytes: 0 },
    people: { bodies: 0, bytes: 0 },
  };
  readonly #each = new Map<string, Sum>();

  /** @throws TooManyRequests where the sender has begun too many, LedgerError `busy` where all together have */
  begin({ key, isStranger }: Sender): UnfinishedBody {
    const kind = isStranger ? 'strangers' : 'people';
    const own = this.#each.get(key) ?? { bodies: 0, bytes: 0 };
    const [all, bounds] = [this.#all[kind], BOUNDS[kind]];
    const grow = (bodies: number, bytes: number): void => {
      if (exceeds(own, bodies, bytes, bounds.each)) throw new TooManyRequests(1);
      if (exceeds(all, bodies, bytes, bounds.all)) throw new LedgerError('busy', 'too many bodies are being received');
      for (const sum of [own, all]) [sum.bodies, sum.bytes] = [sum.bodies + bodies, sum.bytes + bytes];
    };
    grow(1, 0);
    this.#each.set(key, own);
    let held = 0;
    return {
      add: (bytes) => {
        grow(0, bytes);
        held += bytes;
      },
      end: () => {
        for (const sum of [own, all]) [sum.bodies, sum.bytes] = [sum.bodies - 1, sum.bytes - held];
        if (own.bodies === 0) this.#each.delete(key);
      },
    };
  }
}

const exceeds = (sum: Sum, bodies: number, bytes: number, most: Bound): boolean =>
  sum.bodies + bodies > most.bodies || sum.bytes + bytes > most.bytes;
