import type { Catalogue, Event, NoWords } from '../kernel/event.js';

/** Why stored words may be erased; a legal basis is owed for each. */
export const ERASURE_BASES = ['data-protection', 'court-order', 'safety-of-a-person', 'unlawful-content'] as const;
export type ErasureBasis = (typeof ERASURE_BASES)[number];

export type LedgerEvent =
  | Event<
      'SigningKeyAdopted',
      {
        ledgerId: string;
        /** The log's name in checkpoints: no scheme, set once. */
        origin: string;
        /** C2SP vkey: `name+hash+base64`. */
        vkey: string;
        /** Present on a ledger made by the demo, which says of itself everywhere that it is a sample. */
        sample?: true;
      },
      NoWords
    >
  | Event<
      'ScaleAdopted',
      {
        scale: string;
        version: number;
        /** In order; `value` absent for ratings off the line from true to false. */
        ratings: { code: string; value?: number }[];
      },
      NoWords
    >
  /** The key signs no more; what it signed stays signed. Its successor was adopted before, under the same origin. */
  | Event<'KeyRetired', { vkey: string }, NoWords>
  /** Waits for a second admin. */
  | Event<'ErasureProposed', { erasureId: string; positions: number[]; basis: ErasureBasis }, { reason: string }>
  | Event<'ErasureProposalWithdrawn', { erasureId: string }, { reason: string }>
  | Event<
      'PayloadErased',
      {
        positions: number[];
        basis: ErasureBasis;
        /** The proposal that was confirmed, which holds the reason. */
        erasureId?: string;
      },
      { reason?: string }
    >
  /** An operator has looked at events that somebody without the append key wrote: they stand, and are marked for ever. */
  | Event<'UnauthorisedAppendAccepted', { positions: number[] }, { reason: string }>
  /** The checker of claim proofs that this ledger's servers hand out: SHA-256 of its file, hexadecimal; once for each. */
  | Event<'CheckerReleased', { sha256: string }, NoWords>
  /**
   * An older copy of the ledger was restored, as its operator says: `size` events were there, the newest checkpoint covers
   * `checkpoint` of them, and what was recorded after that copy is lost.
   */
  | Event<'LedgerRestored', { size: number; checkpoint: number }, NoWords>;

export const ledgerEvents: Catalogue<LedgerEvent> = {
  SigningKeyAdopted: 1,
  KeyRetired: 1,
  ScaleAdopted: 1,
  ErasureProposed: 1,
  ErasureProposalWithdrawn: 1,
  PayloadErased: 1,
  UnauthorisedAppendAccepted: 1,
  CheckerReleased: 1,
  LedgerRestored: 1,
};

/** The stream of what concerns the ledger as a whole. */
export const LEDGER_STREAM = 'ledger';
