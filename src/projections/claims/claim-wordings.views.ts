import type { ClaimKind } from '../../claims/claim.events.js';

/** A wording in another language. */
export class WordingTranslationView {
  /** The translation. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a41' */
  readonly translationId: string;

  /** Its language, BCP 47. @example 'uk' */
  readonly language: string;

  /** The text; null once erased. @example 'Північна Корея відправила ще 3000 військових.' */
  readonly text: string | null;

  /** When it was recorded, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly since: string;

  /** For the desk only. @example null */
  readonly note: string | null;
}

/** A wording that a claim has or had. */
export class WordingView {
  /** The wording. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  readonly wordingId: string;

  /** The text; null once erased. @example 'North Korea sent 3,000 more soldiers to Russia.' */
  readonly text: string | null;

  /** Its language, BCP 47. @example 'en' */
  readonly language: string;

  /** What sort of assertion it is. @example 'quantity' */
  readonly kind: ClaimKind;

  /** Whether it is the one in use. @example true */
  readonly current: boolean;

  /** Since when, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly since: string;

  /** Who put it so; for the desk. @example null */
  readonly by: string | null;

  /** Why it took the place of the one before. @example null */
  readonly reason: string | null;

  /** The verdict of the material correction that it came with. @example null */
  readonly correctedBy: string | null;

  /** In other languages, the newest of each. */
  readonly translations: WordingTranslationView[];
}
