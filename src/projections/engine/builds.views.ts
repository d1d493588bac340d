import type { GenerationStatus } from './generations.js';

/** One set of tables of a projection. */
export class BuildView {
  /** Its name: the projection, its version, and how often that was built. @example 'claim@2.1' */
  readonly id: string;

  /** The projection. @example 'claim' */
  readonly name: string;

  /** The version that this release has code for. @example 2 */
  readonly version: number;

  /** Counts from 1 in each version. @example 1 */
  readonly build: number;

  /**
   * Whether it is under way, read, done with, or kept because it is not equal to the one it should have followed.
   * @example 'live'
   */
  readonly status: GenerationStatus;

  /** The last position that its rows rest on. @example 4711 */
  readonly position: number;

  /** By how many events it is behind. @example 0 */
  readonly lag: number;

  /** The position that it cannot get past, if there is one. @example null */
  readonly stoppedAt: number | null;
}

/** The tables that answers rest on. */
export class BuildsView {
  /** Every build there is of this release's projections. */
  readonly items: BuildView[];

  /** The ledger's last position. @example 4711 */
  readonly position: number;
}
