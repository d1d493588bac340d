import { chainOf, type Upstream } from '../claims/appearances/appearances.commands.js';
import type { AttachEvidence } from '../claims/evidence/evidence.commands.js';

/** The names in a chain of upstreams that make origins. */
export const namesInChain = (nearest: Upstream | undefined): readonly string[] =>
  chainOf(nearest).flatMap(({ outletId, workId, name }) => ((outletId ?? workId) === undefined ? (name ?? []) : []));

/** The name of an item of evidence that makes an origin. */
export const originNamed = ({ originName }: AttachEvidence): readonly string[] =>
  originName === undefined ? [] : [originName];
