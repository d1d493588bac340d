import type { ProposeVerdict } from '../claims/verdicts/verdicts.commands.js';
import type { SampleActor } from './sample-actor.js';

/** Who enters the sample: three people, because a verdict is not published by who proposed it or submitted the claim. */
export interface Cast {
  readonly editor: SampleActor;
  readonly reviewer: SampleActor;
  readonly reviewer2: SampleActor;
}

/** One reviewer proposes a verdict and another one publishes it. */
export async function rate(cast: Cast, name: string, claim: string, body: ProposeVerdict): Promise<void> {
  const verdict = await cast.reviewer.proposes(`${name}/verdict`, claim, body);
  await cast.reviewer2.publishes(`${name}/publication`, claim, verdict);
}
