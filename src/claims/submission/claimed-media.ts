import type { Context } from '../../kernel/decider.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { workFold } from '../../works/work.decider.js';
import { originOfWork } from '../appearances/origins.js';
import type { ClaimedMedia } from './submission.commands.js';
import type { MediaFacts } from './submission.events.js';

type GivenMedia = ClaimedMedia | undefined;

/** The media that a claim is about, without the address, which is words. */
export const mediaFacts = (media: GivenMedia): MediaFacts | undefined =>
  media && {
    kind: media.kind,
    claimedOf: media.claimedOf,
    ...omitUndefined({ workId: media.workId, digest: media.digest }),
  };

/** The work that a rule must read where media stand in one. */
export const worksOfMedia = (workId: string | undefined) =>
  workId === undefined ? [] : [{ fold: workFold, id: workId }];

/** Refuses `work-unknown` where media are said to stand in a work that is not there; it must be announced in `reads`. */
export const mustStandInWork = (workId: string | undefined, context: Context): void => {
  if (workId !== undefined) originOfWork(context, workId);
};
