import type { Cast } from './cast.js';
import { enterMeetingOfChiefs } from './chiefs-2025.js';
import { enterSummitOf2024 } from './february-2024.js';
import { enterTalksOfFebruary2025 } from './february-2025.js';
import { enterNewsFeed } from './july-2025.js';
import { enterInvitationOf2024 } from './march-2024.js';
import { enterSummitOfMarch2025 } from './march-2025.js';
import { enterOutlets } from './outlets.js';
import { enterWorks } from './works.js';

/**
 * Enters the sample: claims about the meetings of Ukraine's allies in Paris, in the project's own words, with exactly
 * the sources that were found. It shows the software at work and is nobody's published fact-check. A step that was
 * taken before is not taken again, so that loading goes on where it was stopped.
 */
export async function loadSample(cast: Cast): Promise<void> {
  const outlets = await enterOutlets(cast);
  const works = await enterWorks(cast, outlets);
  await enterTalksOfFebruary2025(cast, works, outlets);
  await enterSummitOfMarch2025(cast, works);
  await enterInvitationOf2024(cast, works, outlets);
  await enterSummitOf2024(cast, works);
  await enterMeetingOfChiefs(cast, works, outlets);
  await enterNewsFeed(cast, works, outlets);
}
