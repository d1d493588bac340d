import type { Catalogue, Event, NoWords } from '../kernel/event.js';

export const OUTLET_KINDS = ['online', 'newspaper', 'broadcaster', 'agency', 'magazine', 'social', 'other'] as const;
export type OutletKind = (typeof OUTLET_KINDS)[number];

/** Where a social account is kept; on `mastodon` and `other` the handle names the server too. */
export const PLATFORMS = [
  'bluesky',
  'facebook',
  'instagram',
  'linkedin',
  'mastodon',
  'odnoklassniki',
  'reddit',
  'telegram',
  'threads',
  'tiktok',
  'vk',
  'weibo',
  'whatsapp',
  'x',
  'youtube',
  'other',
] as const;
export type Platform = (typeof PLATFORMS)[number];

/** A social account whose handle is words. */
interface AccountFacts {
  platform: Platform;
  /** Stands for the handle. */
  reservationId: string;
}

interface NameFacts {
  /** Where the outlet is a social account. */
  account?: AccountFacts;
}

interface NameWords {
  name: string;
  aliases?: string[];
  /** As the platform shows it, without `@`. */
  handle?: string;
}

interface Description {
  kind: OutletKind;
  /** ISO 3166-1 alpha-2, upper case. */
  country?: string;
  /** BCP 47. */
  language?: string;
}

export type OutletRegistered = Event<'OutletRegistered', Description & NameFacts, NameWords>;
/** All that it is called from now on, in place of what it was called before. */
export type OutletRenamed = Event<'OutletRenamed', NameFacts, NameWords & { reason?: string }>;
/** All of its description, in place of the one before. */
export type OutletDescribed = Event<'OutletDescribed', Description, { reason?: string }>;

/** The first and last time it was known by the domain, EDTF; again for a domain that it has: with these days instead. */
export type OutletDomainAdded = Event<'OutletDomainAdded', { domain: string; from?: string; until?: string }, NoWords>;
/** With `until`, EDTF, it was known by the domain so long; without, it never was. */
export type OutletDomainRemoved = Event<'OutletDomainRemoved', { domain: string; until?: string }, { reason: string }>;

/** What the outlet says of its record; it stands on the record's page. */
export type OutletReplied = Event<
  'OutletReplied',
  {
    replyId: string;
    /** EDTF. */
    repliedOn?: string;
    /** BCP 47. */
    language?: string;
  },
  { text: string; url?: string; note?: string }
>;
/** It was not the outlet that said so, or not of this. */
export type OutletReplyWithdrawn = Event<'OutletReplyWithdrawn', { replyId: string }, { reason: string }>;

/** Each step has two halves, one in the stream of either outlet, appended together. Nothing is moved. */
export type OutletDuplicateEvent =
  | Event<'OutletMerged', { intoId: string }, { reason?: string }>
  | Event<'OutletAbsorbed', { outletId: string }, NoWords>
  | Event<'OutletSplit', { fromId: string }, { reason: string }>
  | Event<'OutletReleased', { outletId: string }, NoWords>;

export type OutletEvent =
  | OutletRegistered
  | OutletRenamed
  | OutletDescribed
  | OutletDomainAdded
  | OutletDomainRemoved
  | OutletReplied
  | OutletReplyWithdrawn
  | OutletDuplicateEvent;

export const outletEvents: Catalogue<OutletEvent> = {
  OutletRegistered: 1,
  OutletRenamed: 1,
  OutletDescribed: 1,
  OutletDomainAdded: 1,
  OutletDomainRemoved: 1,
  OutletReplied: 1,
  OutletReplyWithdrawn: 1,
  OutletMerged: 1,
  OutletAbsorbed: 1,
  OutletSplit: 1,
  OutletReleased: 1,
};
