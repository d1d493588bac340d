import { CommandAnswer } from './answers.views.js';

/** A command about a wording. */
export class WordingAnswer extends CommandAnswer {
  /** The new wording. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a20' */
  readonly wordingId: string;
}

/** A command about a translation of a wording. */
export class WordingTranslationAnswer extends CommandAnswer {
  /** The new translation. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a21' */
  readonly translationId: string;
}

/** A command about a relation between claims. */
export class RelationAnswer extends CommandAnswer {
  /** The relation. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a22' */
  readonly relationId: string;
}

/** A command about a claimant of a claim. */
export class ClaimantAnswer extends CommandAnswer {
  /** The claimant. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18' */
  readonly claimantId: string;
}

/** A command about what a claimant put right themself. */
export class OwnCorrectionAnswer extends CommandAnswer {
  /** The correction. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a1d' */
  readonly ownCorrectionId: string;
}

/** A command about a subject of a claim. */
export class SubjectAnswer extends CommandAnswer {
  /** The subject. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a1c' */
  readonly subjectId: string;
}

/** A command about a note. */
export class NoteAnswer extends CommandAnswer {
  /** The note. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a23' */
  readonly noteId: string;
}

/** A command about an outside review. */
export class OutsideReviewAnswer extends CommandAnswer {
  /** The outside review. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a24' */
  readonly outsideReviewId: string;
}

/** A command about a dispute. */
export class DisputeAnswer extends CommandAnswer {
  /** The dispute. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a25' */
  readonly disputeId: string;
}

/** A command about a request: for a reply, or for a correction. */
export class RequestAnswer extends CommandAnswer {
  /** The request. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a26' */
  readonly requestId: string;
}

/** A command about a reply. */
export class ReplyAnswer extends CommandAnswer {
  /** The reply. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a27' */
  readonly replyId: string;
}

/** A command about a kept copy of a work. */
export class SnapshotAnswer extends CommandAnswer {
  /** The snapshot. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a28' */
  readonly snapshotId: string;
}

/** A command about what an outlet did to a work. */
export class ObservedCorrectionAnswer extends CommandAnswer {
  /** What was observed. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a29' */
  readonly correctionId: string;
}

/** A command about a token. */
export class TokenAnswer extends CommandAnswer {
  /** The token, which is not its secret. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a2a' */
  readonly tokenId: string;
}

/** A correction request that was filed. */
export class CorrectionRequestAnswer extends RequestAnswer {
  /**
   * What its state is read with. Shown in the first answer only.
   * @example 'clr_0000000000000000000000000000000000000000000'
   */
  readonly receipt?: string;
}

/** A token that was issued. */
export class NewTokenAnswer extends TokenAnswer {
  /**
   * What is sent in the Authorization header. Shown in the first answer only, and stored nowhere.
   * @example 'clt_0000000000000000000000000000000000000000000'
   */
  readonly secret?: string;
}

/** A command about the erasure of a person. */
export class PersonErasureAnswer extends CommandAnswer {
  /** The erasure: proposed, withdrawn or carried out. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a31' */
  readonly erasureId: string;
}

/** A command about an erasure, which is given to the ledger as a whole. */
export class ErasureAnswer {
  /** The erasure: proposed, withdrawn or carried out. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a30' */
  readonly erasureId: string;

  /** The revision of the ledger's own stream after the command. @example 5 */
  readonly revision: number;

  /** The ledger's position after the command, for `after`. @example 42 */
  readonly position: number;
}
