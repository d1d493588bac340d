import type { MediaKind, MediaQuestion } from '../../claims/claim.events.js';
import { NamedWorkView } from './appearance.views.js';

/** The picture, video, recording or document that a claim is about. */
export class ClaimedMediaView {
  /** What it is. @example 'image' */
  readonly kind: MediaKind;

  /** What is claimed of it. @example 'place' */
  readonly claimedOf: MediaQuestion;

  /** The work in which it stands. */
  readonly work: NamedWorkView | null;

  /** Where it can be seen. @example 'https://pictures.example.org/bridge.jpg' */
  readonly url: string | null;

  /** SHA-256 of its bytes, hex. @example null */
  readonly digest: string | null;
}
