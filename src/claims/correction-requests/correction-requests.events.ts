import type { Event } from '../../kernel/event.js';

export const CORRECTION_OUTCOMES = ['accepted', 'declined', 'no-error-found'] as const;
export type CorrectionOutcome = (typeof CORRECTION_OUTCOMES)[number];

/** Somebody, also a stranger, says that there is an error. Private: only who works here and who holds the receipt read it. */
export type CorrectionRequestEvent =
  | Event<
      'CorrectionRequested',
      {
        requestId: string;
        /** The verdict named, else the one that stood, else the one published last. */
        verdictId: string;
        /** SHA-256 of the receipt's secret, hex. The secret has 256 random bits and is stored nowhere. */
        receiptDigest: string;
      },
      { text: string; contact?: string }
    >
  | Event<'CorrectionRequestAnswered', { requestId: string; outcome: CorrectionOutcome }, { answer: string }>;
