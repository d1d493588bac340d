import type { Event } from '../../kernel/event.js';

export const MODES = ['own-voice', 'attributed', 'opinion', 'question', 'satire'] as const;
export type Mode = (typeof MODES)[number];
export const PLACES = ['headline', 'lead', 'body', 'caption', 'teaser', 'embed', 'sidebar'] as const;
export type AppearancePlace = (typeof PLACES)[number];
export const ATTRIBUTIONS = ['unchecked', 'accurate', 'altered', 'false'] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

export const UPSTREAM_KINDS = ['outlet', 'work', 'institution', 'document', 'unnamed'] as const;
export type UpstreamKind = (typeof UPSTREAM_KINDS)[number];
export const RELATIONS = [
  'wire-copy',
  'credited-rewrite',
  'quote',
  'press-release',
  'document-seen',
  'embed',
  'unknown',
  // Not where the claim was taken from, but what the picture, sound or text that carries it was made of: no link of its chain.
  'altered',
] as const;
export type SourcingRelation = (typeof RELATIONS)[number];
/** The work credits it; something else than the work documents it; an editor inferred it. */
export const UPSTREAM_BASES = ['credited', 'documented', 'inferred'] as const;
export type UpstreamBasis = (typeof UPSTREAM_BASES)[number];

/** What may have to be confirmed by another person before it holds. */
interface Change {
  /**
   * Present where it concerned a public claim and says of somebody that they carried, said or altered something: it holds
   * from its confirmation on. Of what lets go, which holds at once, it is marked unconfirmed until then.
   */
  changeId?: string;
}

/** A claim's place in a work. */
export interface AppearanceFacts extends Change {
  appearanceId: string;
  workId: string;
  /** What it counts as while no upstream is attributed to it: the work's outlet then, else the work. */
  originId: string;
  mode: Mode;
  place: AppearancePlace;
  /** For an attributed appearance. */
  attribution?: Attribution;
  /** Whether the exact words are given, and whether the same work contradicts them: rules depend on it, texts are words. */
  excerpted: boolean;
  challenged: boolean;
  /** Present where an editor says that it is the outlet's own reporting, and after the words that show it are erased. */
  ownReporting?: true;
}

export interface AppearanceWords {
  excerpt?: string;
  translation?: string;
  challenge?: string;
  /** The words that show that the outlet found it out itself. */
  ownReporting?: string;
  note?: string;
}

export type AppearanceRecorded = Event<'AppearanceRecorded', AppearanceFacts, AppearanceWords>;
/** All of it, in place of what was recorded before. */
export type AppearanceCorrected = Event<'AppearanceCorrected', AppearanceFacts, AppearanceWords & { reason: string }>;
export type AppearanceWithdrawn = Event<'AppearanceWithdrawn', Change & { appearanceId: string }, { reason: string }>;
/** Whether the work renders its claimant rightly, for an attributed appearance. */
export type AttributionChecked = Event<
  'AttributionChecked',
  Change & { appearanceId: string; attribution: Exclude<Attribution, 'unchecked'> },
  { note?: string }
>;

export type UpstreamAttributed = Event<
  'UpstreamAttributed',
  Change & {
    upstreamId: string;
    /** What took it from there: an appearance of this claim, or an upstream further down the chain. */
    of: { appearanceId: string } | { upstreamId: string };
    kind: UpstreamKind;
    /** Where it is an outlet or a work of this ledger. */
    outletId?: string;
    workId?: string;
    /** The outlet's identifier; the work's outlet, else the work; the origin identifier of a name; a new one where unnamed. */
    originId: string;
    relation: SourcingRelation;
    translated: boolean;
    basis: UpstreamBasis;
    /** Present where its name names nobody, as "anonymous" does: nobody knows then where the chain ends. */
    namesNobody?: true;
  },
  {
    name?: string;
    shownBy?: string;
    /** Of what something was altered from: how. */
    alteration?: string;
    /** What the desk calls an unnamed source. */
    label?: string;
    note?: string;
  }
>;
/** What lies above it in its chain goes with it. */
export type UpstreamWithdrawn = Event<'UpstreamWithdrawn', Change & { upstreamId: string }, { reason: string }>;

export type AppearanceEvent =
  | AppearanceRecorded
  | AppearanceCorrected
  | AppearanceWithdrawn
  | AttributionChecked
  | UpstreamAttributed
  | UpstreamWithdrawn;
