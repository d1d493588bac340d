import type { Cast } from './cast.js';
import type { SampleActor } from './sample-actor.js';
import type { Outlets } from './outlets.js';

/** What the claims of the sample appear in, by identifier. */
export interface Works {
  readonly cgtn: string;
  readonly kyivIndependent: string;
  /** Stands on the same page as the one before, and is a work of another year. */
  readonly newsFeed: string;
  readonly rbcUkraine: string;
  readonly vietnamVn: string;
  /** What the one before translates. */
  readonly worldAndVietNam: string;
  readonly blog: string;
}

/** Records them. What a page does not say is inferred, with a reason, or unknown. */
export async function enterWorks({ editor }: Cast, outlets: Outlets): Promise<Works> {
  return {
    cgtn: await editor.records('work/cgtn', {
      outletId: outlets.cgtn,
      outletBasis: 'inferred',
      outletInferredFrom: 'The licence number and the hotline for disinformation in the header of the page.',
      publishedOn: '2025-02-19',
      publishedOnBasis: 'inferred',
      publishedOnInferredFrom:
        'The text calls the day of the second talks Wednesday; the address at CGTN has 20 February.',
      language: 'en',
      note: 'Report on the second round of talks in Paris. The copy at hand has neither title nor address.',
    }),
    kyivIndependent: await editor.records('work/kyiv-independent', {
      outletId: outlets.kyivIndependent,
      title: "Reuters: France invites Ukraine's allies, NATO head for video call on March 7",
      publishedOn: '2024-03-05/2024-03-06',
      publishedOnBasis: 'inferred',
      publishedOnInferredFrom:
        'The text names 5 March as the day of the report that it relays, and 7 March as to come.',
      language: 'en',
    }),
    rbcUkraine: await enterRbcUkraine(editor, outlets.rbcUkraine),
    blog: await editor.records('work/blog', {
      publishedOn: '2025-03-27',
      publishedOnBasis: 'inferred',
      publishedOnInferredFrom: 'It calls the day of the summit in Paris today.',
      language: 'en',
      note: 'A page with a form for comments, without name, author or address, on the summit of 27 March 2025.',
    }),
    newsFeed: await editor.records('work/kyiv-independent/news-feed', {
      outletId: outlets.kyivIndependent,
      publishedOn: '2025-07',
      publishedOnBasis: 'inferred',
      publishedOnInferredFrom: 'The teaser beside it tells of an interview published on 15 July.',
      language: 'en',
      note: "A teaser in the news feed at the foot of a page of March 2024: a work of its own, on the President's question about long-range weapons. It has neither title nor address there.",
    }),
    vietnamVn: await editor.records('work/vietnam-vn', {
      outletId: outlets.vietnamVn,
      outletBasis: 'inferred',
      outletInferredFrom:
        'It ends with "Source:" and an address at baoquocte.vn, the form in which this portal republishes translations.',
      publishedOn: '2025-03-12',
      publishedOnBasis: 'inferred',
      publishedOnInferredFrom: 'It tells of the meeting of 11 March, and of what was said late on that day.',
      language: 'en',
      note: 'On the meeting of military leaders in Paris. The copy at hand has neither title nor address of its own.',
    }),
    worldAndVietNam: await editor.records('work/world-and-viet-nam', {
      outletId: outlets.worldAndVietNam,
      url: 'https://baoquocte.vn/tong-thong-phap-day-la-thoi-diem-chau-au-phai-doc-toan-luc-ho-tro-ukraine-307224.html',
      language: 'vi',
      note: 'Known from the translation that names it as its source; the page itself was not read.',
    }),
  };
}

/** The day was first taken to be that of the report which the work relays, and then corrected. */
async function enterRbcUkraine(editor: SampleActor, outletId: string): Promise<string> {
  const known = {
    outletId,
    title: 'France calls NATO chief and others to discuss aid to Ukraine, Reuters',
    author: 'Daria Shekina',
    publishedOnBasis: 'inferred',
    language: 'en',
  } as const;
  const work = await editor.records('work/rbc-ukraine', {
    ...known,
    publishedOn: '2024-03-05',
    publishedOnInferredFrom: 'It relays a report of 5 March.',
  });
  await editor.corrects('work/rbc-ukraine/day', work, {
    ...known,
    publishedOn: '2024-03-05/2024-03-06',
    publishedOnInferredFrom: 'It relays the report of 5 March and speaks of the conference of 7 March as to come.',
    reason:
      'The 5th is the day of the report by Reuters; nothing shows that this work appeared on it and not a day later.',
  });
  return work;
}
