import { createRequire } from 'node:module';

interface Subtag {
  readonly Type: string;
  readonly Subtag?: string;
  readonly Macrolanguage?: string;
}

/** Languages by the macrolanguage that they belong to, from IANA's registry of language subtags. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = membersOf(
  createRequire(import.meta.url)('language-subtag-registry/data/json/registry.json') as readonly Subtag[],
);

function membersOf(registry: readonly Subtag[]): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { Type: type, Subtag: subtag, Macrolanguage: macro } of registry) {
    if (type !== 'language' || subtag === undefined || macro === undefined) continue;
    members.set(macro, [...(members.get(macro) ?? []), subtag]);
  }
  return members;
}

/**
 * A regular expression, the same to PostgreSQL and here, that fits the language tags of a range whatever their case: by
 * extended filtering (RFC 4647, 3.3.2), with the languages of a macrolanguage for it. `en` fits en-GB, `zh-TW` zh-Hant-TW,
 * `no` nb, `*-CH` de-CH.
 */
export function patternOfRange(range: string): string {
  const [primary = '*', ...subtags] = range.toLowerCase().split('-');
  const languages = primary === '*' ? '[a-z]+' : `(?:${[primary, ...(MEMBERS.get(primary) ?? [])].join('|')})`;
  const further = subtags.filter((subtag) => subtag !== '*').map((subtag) => `(?:-[a-z0-9]{2,8})*-${subtag}`);
  return `^${languages}${further.join('')}(?:-|$)`;
}
