import { NamedWorkView } from '../claims/appearance.views.js';
import { AnswerMetaView } from '../engine/answers.views.js';

/** The published claims that stand in a work. */
export class WorkClaimsView extends AnswerMetaView {
  /** The work, as claims name it. */
  readonly work: NamedWorkView;

  /** The claims, newest recorded first; at most 200. @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01'] */
  readonly claimIds: string[];
}
