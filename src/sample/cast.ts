import type { ProposeVerdict } from '../claims/verdicts/verdicts.commands.js';
import type { DeskPerson } from './desk.js';

/** Who enters the sample: three people, because a verdict is not published by who proposed it or submitted the claim. */
export interface Cast {
  readonly editor: DeskPerson;
  readonly reviewer: DeskPerson;
  readonly reviewer2: DeskPerson;
}

/** One reviewer proposes a verdict and another one publishes it. */
export async function rate(cast: Cast, name: string, claim: string, body: ProposeVerdict): Promise<void> {
  const verdict = await cast.reviewer.proposes(`${name}/verdict`, claim, body);
  await cast.reviewer2.publishes(`${name}/publication`, claim, verdict);
}
