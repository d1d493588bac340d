import { about } from './event-check.js';
import type { Findings } from './findings.js';
import type { Entry } from './history.js';
import { objectIn } from './own-facts.js';

/** Streams of which an archive of everything opens all words, but those about sources that are confidential. */
const OPEN_STREAMS = /^(?:claim|work|outlet)-/;
/** Members of facts by which an event is, or may be, about such a source. */
const OF_SOURCES = ['evidenceId', 'evidenceIds', 'confidential'] as const;

/** Whoever shows everything leaves no words out where the facts stand open and name no source. */
export function checkLeftOut(entry: Entry, findings: Findings): void {
  const { words, facts, place } = entry;
  if (words !== undefined || !facts || !place || !OPEN_STREAMS.test(place.stream)) return;
  const told = objectIn(facts.bytes);
  if (OF_SOURCES.some((name) => name in told)) return;
  findings.add({ code: 'part-left-out', ...about(entry), at: 'words', expected: 'the words', found: 'none' });
}

/**
 * Words are there, lawfully erased, or something is wrong. What is erased must be absent: content that is planted in an
 * erased place would else be taken for the original, because nothing commits to it any more.
 *
 * @param listedBy the position of the PayloadErased that lists the event
 * @returns whether they are lawfully erased
 */
export function checkWords(entry: Entry, listedBy: number | undefined, findings: Findings): boolean {
  const { words, erasedBy } = entry;
  if (words === undefined) return false;
  const add = (
    code: 'words-missing' | 'words-planted' | 'erasure-unlisted' | 'erasure-missing',
    expected: string,
    found: string,
  ) => findings.add({ code, ...about(entry), at: 'words', expected, found });
  const noted = erasedBy === null ? 'no erasure noted' : `an erasure by event ${erasedBy}`;
  if (listedBy === undefined) {
    if (erasedBy !== null && erasedBy !== undefined) add('erasure-unlisted', 'an event that lists this one', noted);
    else if (words === null) add('words-missing', 'words, or an event that erased them', 'neither');
    return false;
  }
  if (words !== null) {
    add('words-planted', `none: event ${listedBy} erased them`, 'words');
    return false;
  }
  if (erasedBy === null) add('erasure-missing', `an erasure by event ${listedBy}`, noted);
  else if (erasedBy !== undefined && erasedBy !== listedBy)
    add('erasure-unlisted', `an erasure by event ${listedBy}`, noted);
  return true;
}
