import type {
  Attribution,
  Mode,
  AppearancePlace,
  SourcingRelation,
  UpstreamBasis,
  UpstreamKind,
} from '../../claims/claim.events.js';
import type { Basis } from '../../works/work.events.js';

/** An outlet by name. */
export class NamedOutletView {
  /** The outlet. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  readonly id: string;

  /** Its name; null once erased, or corrupt. @example 'RBC-Ukraine' */
  readonly name: string | null;
}

/** A work as a claim names it. */
export class NamedWorkView {
  /** The work. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  readonly id: string;

  /** Its address. @example 'https://www.rbc.ua/ukr/news/example-1711519200.html' */
  readonly url: string | null;

  /** Its title. @example 'North Korea sent 3,000 more soldiers to Russia' */
  readonly title: string | null;

  /** Who is named as its author. @example 'Daria Shekina' */
  readonly author: string | null;

  /** Day or interval of publication, EDTF. @example '2025-03-27' */
  readonly publishedOn: string | null;

  /** How the day is known. @example 'stated' */
  readonly publishedOnBasis: Basis;

  /** What an inferred day was concluded from. @example null */
  readonly publishedOnInferredFrom: string | null;

  /** Language it is written in, BCP 47. @example 'uk' */
  readonly language: string | null;

  /** Who published it; null where unknown. */
  readonly outlet: NamedOutletView | null;

  /** How the outlet is known; an inferred one has this work in none of its records. @example 'stated' */
  readonly outletBasis: Basis;

  /** What an inferred outlet was concluded from. @example null */
  readonly outletInferredFrom: string | null;

  /** Whether its record is not what the ledger committed to; nothing of it is shown then. @example false */
  readonly corrupt: boolean;
}

/** Where an appearance, or another upstream, took it from. */
export class UpstreamView {
  /** The upstream. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a15' */
  readonly id: string;

  /** What sort of source it is. @example 'outlet' */
  readonly kind: UpstreamKind;

  /** Its name, where it is none of this ledger. @example null */
  readonly name: string | null;

  /** Where it is an outlet of this ledger. */
  readonly outlet: NamedOutletView | null;

  /** Where it is a work of this ledger. */
  readonly work: NamedWorkView | null;

  /** What it counts as. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  readonly originId: string;

  /** How it was used. @example 'credited-rewrite' */
  readonly relation: SourcingRelation;

  /** Whether it was translated. @example true */
  readonly translated: boolean;

  /** Whether the work names the source, something else documents it, or it was concluded. @example 'credited' */
  readonly basis: UpstreamBasis;

  /** The words that show it. @example 'as Yonhap reports' */
  readonly shownBy: string | null;

  /** Where something was altered from it: how. @example null */
  readonly alteration: string | null;

  /** For the desk: what an unnamed source is called here. @example null */
  readonly label: string | null;

  /** For the desk only. @example null */
  readonly note: string | null;

  /** Where this one took it from, the first recorded. @example null */
  readonly upstream: UpstreamView | null;

  /** All of these. @example [] */
  readonly upstreams: UpstreamView[];
}

/** A claim's place in a work. */
export class AppearanceView {
  /** The appearance. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12' */
  readonly id: string;

  /** In whose voice. @example 'attributed' */
  readonly mode: Mode;

  /** Where in the work. @example 'body' */
  readonly place: AppearancePlace;

  /** Of an attributed one: whether the claimant said so. @example 'unchecked' */
  readonly attribution: Attribution | null;

  /** The exact words. @example 'Північна Корея відправила ще 3000 військових' */
  readonly excerpt: string | null;

  /** Their translation. @example 'North Korea sent 3,000 more soldiers' */
  readonly translation: string | null;

  /** The words with which the same work contradicts it. @example null */
  readonly challenge: string | null;

  /** The words that show that the outlet found it out itself. @example null */
  readonly ownReporting: string | null;

  /** For the desk only. @example null */
  readonly note: string | null;

  /** Whether it was corrected since it was recorded. @example false */
  readonly corrected: boolean;

  /** Whether it was withdrawn; only the desk is shown those. @example false */
  readonly withdrawn: boolean;

  /** Why. @example null */
  readonly withdrawnBecause: string | null;

  /** The work. */
  readonly work: NamedWorkView;

  /** Where it was taken from, the first recorded. */
  readonly upstream: UpstreamView | null;

  /** All of these. */
  readonly upstreams: UpstreamView[];

  /** The works and documents that what it shows was altered from: no links of its chain. @example [] */
  readonly alteredFrom: UpstreamView[];
}
