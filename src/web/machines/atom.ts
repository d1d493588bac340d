import { Feed } from 'feed';

/** An entry of a feed. Texts are plain. */
export interface FeedEntry {
  /** An identifier that it keeps for ever, such as `urn:uuid:…`. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Absolute address. */
  readonly link: string;
  /** RFC 3339: when it last changed in what matters. */
  readonly updated: string;
  /** RFC 3339. */
  readonly published?: string;
}

/** What a feed says of itself. Addresses are absolute. */
export interface FeedHead {
  readonly title: string;
  readonly subtitle: string;
  readonly self: string;
  readonly page: string;
  readonly author: string;
  readonly language: string;
}

/** A feed in Atom 1.0 (RFC 4287). */
export function atomOf(
  { title, subtitle, self, page, author, language }: FeedHead,
  entries: readonly FeedEntry[],
): string {
  const newest = entries
    .map(({ updated }) => updated)
    .sort()
    .at(-1);
  const feed = new Feed({
    id: self,
    title: asHtml(title),
    description: asHtml(subtitle),
    link: page,
    feedLinks: { atom: self },
    author: { name: asHtml(author) },
    language,
    copyright: '',
    updated: new Date(newest ?? 0),
    generator: 'Claim Ledger',
  });
  for (const entry of entries) {
    feed.addItem({
      id: entry.id,
      title: asHtml(entry.title),
      description: asHtml(entry.text),
      link: entry.link,
      date: new Date(entry.updated),
      ...(entry.published === undefined ? {} : { published: new Date(entry.published) }),
    });
  }
  return feed.atom1();
}

/** Characters that XML 1.0 cannot hold (section 2.2): controls but tab and line ends, and halves of a pair. */
const NOT_XML = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;

/** Feeds hold HTML, so that a text must be written as such: else what somebody wrote would run in a reader. */
const asHtml = (text: string): string =>
  text.replace(NOT_XML, '�').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
