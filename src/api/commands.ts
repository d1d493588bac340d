import * as claims from './claims/claims.routes.js';
import * as evidence from './claims/evidence.routes.js';
import * as verdicts from './claims/verdicts.routes.js';
import type { CommandRoute } from './command-routes.js';
import * as erasure from './ledger/erasure.routes.js';
import * as origins from './origins/origins.routes.js';
import * as outlets from './outlets/outlets.routes.js';
import * as people from './people/people.routes.js';
import * as works from './works/works.routes.js';

type Groups = Readonly<Record<string, Readonly<Record<string, CommandRoute>>>>;

/** Every command that the API takes, by noun: what docs/commands.md lists, and what a page may link to or post. */
export const commands: readonly CommandRoute[] = [outlets, origins, works, claims, evidence, verdicts, people, erasure]
  .flatMap((groups: Groups) => Object.values(groups))
  .flatMap((group) => Object.values(group));
