import type { RefusedItem } from '../kernel/refusal.js';
import { NearOriginView } from '../projections/outlets/origin.views.js';
import type { Scope } from '../kernel/scopes.js';

/** What every command answers. */
export class CommandAnswer {
  /**
   * What the command was given to: the claim, work, outlet or person.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10'
   */
  readonly id: string;

  /** Its revision after the command, for `If-Match`. @example 3 */
  readonly revision: number;

  /** The ledger's position after the command, for `after`. @example 42 */
  readonly position: number;
}

/** A command about an appearance. */
export class KnownAppearanceAnswer extends CommandAnswer {
  /** The appearance. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12' */
  readonly appearanceId: string;

  /**
   * The change, where it concerns a public claim and another person has to confirm it: until then it does not hold, or, where
   * it lets something go, is unconfirmed.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a19'
   */
  readonly changeId?: string;
}

/** A change of who carried a public claim that was settled. */
export class CarrierChangeAnswer extends CommandAnswer {
  /** The change. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a19' */
  readonly changeId: string;
}

/** An appearance that was recorded. */
export class AppearanceAnswer extends KnownAppearanceAnswer {
  /** Origins that may be those of the names that were given; present where any were. @example [] */
  readonly nearOrigins?: NearOriginView[];

  /** Its nearest upstream, where one was given. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a15' */
  readonly upstreamId?: string;

  /** The work that the appearance is in. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  readonly workId: string;
}

/** A command that says where something was taken from. */
export class UpstreamAnswer extends CommandAnswer {
  /**
   * The change, where it concerns a public claim and another person has to confirm it: until then it does not hold, or, where
   * it lets something go, is unconfirmed.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a19'
   */
  readonly changeId?: string;

  /** Origins that may be those of the names that were given; present where any were. @example [] */
  readonly nearOrigins?: NearOriginView[];

  /** The upstream; of a new chain the nearest. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a15' */
  readonly upstreamId: string;
}

/** A command about an item of evidence. */
export class EvidenceAnswer extends CommandAnswer {
  /** Origins that may be that of the name that was given; present where one was. @example [] */
  readonly nearOrigins?: NearOriginView[];

  /** The item. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a14' */
  readonly evidenceId: string;
}

/** A command about a verdict. */
export class VerdictAnswer extends CommandAnswer {
  /** The verdict. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a16' */
  readonly verdictId: string;
}

/** Where a claim was entered as appearing in a new work. */
export class ClaimInWork {
  /** The claim, known before or new. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  readonly claimId: string;

  /** Its appearance in the work. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12' */
  readonly appearanceId: string;
}

/** A work that was recorded, with the claims in it. */
export class WorkAnswer extends CommandAnswer {
  /** In the order of the request's `claims`. */
  readonly appearances: ClaimInWork[];
}

/** Who a token stands for. */
export class Me {
  /** The person. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly id: string;

  /** The roles that this person holds now. @example ['editor'] */
  readonly roles: string[];

  /** What the token is narrowed to; null for who came without one. @example ['write'] */
  readonly scopes: Scope[] | null;
}

/** One wrong field, or one wrong part of the request. */
export class WrongField {
  /** JSON pointer (RFC 6901) into the body, or under `/path`, `/query` or `/header`. @example '/topics/3' */
  readonly pointer: string;

  /** Stable code. @example 'wrong-form' */
  readonly code: string;

  /** What would be right. @example 'topics must match /^[a-z0-9][a-z0-9-]{0,49}$/.' */
  readonly detail: string;
}

/** What stands in the way of a command. */
export class Obstacle {
  /** The thing, such as the work that has this address already. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  readonly id: string;
}

/** One of several things that a refusal is about. */
export class RefusedItemView implements RefusedItem {
  /** What it is, an item of evidence for one. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a14' */
  readonly id: string;

  /** Why it: stable. @example 'carrier' */
  readonly code: string;

  /** The same in a sentence. @example 'It comes from where the claim appears, or was taken from.' */
  readonly detail: string;
}

/** Problem details (RFC 9457). */
export class ProblemDocument {
  /** A relative URI of the kind of problem. @example '/problems/invalid' */
  readonly type: string;

  /** The status in words. @example 'Bad Request' */
  readonly title: string;

  /** The HTTP status. @example 400 */
  readonly status: number;

  /** Stable, what clients compare. @example 'invalid' */
  readonly code: string;

  /** What would be right, for people. @example 'The request is malformed in one place.' */
  readonly detail: string;

  /** Every wrong field at once; empty where the problem is no field's. */
  readonly errors: WrongField[];

  /** What stands in the way, where it is one thing. */
  readonly about?: Obstacle;

  /** Where several things are: which, and why each. */
  readonly items?: RefusedItemView[];

  /**
   * The request under which the server's log says more; for statuses from 500.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18'
   */
  readonly request?: string;
}
