import type { ClaimChangeView } from '../../projections/claims/claim-compare.views.js';
import { useLocale } from '../components/locale.js';

type Shown = Readonly<Record<string, unknown>>;
type Words = Readonly<Record<string, string>>;

/** What differs, in a sentence: a change of a value from what to what, of an item which one it is. */
export function useChangeSentence(): (change: ClaimChangeView) => string {
  const { t, day, number, language } = useLocale();
  const languages = new Intl.DisplayNames(language, { type: 'language' });
  const fields = t.compare.fields as Words;

  /** A value in words; null where there are none for it. */
  const valueOf = (field: string, value: unknown): string | null => {
    if (value === null || value === undefined) return t.compare.nothing;
    if (typeof value === 'number') return number(value);
    if (Array.isArray(value))
      return value.every((each) => typeof each === 'string') ? value.join(', ') || t.compare.nothing : null;
    if (typeof value === 'object') return nameOf(value as Shown);
    if (typeof value !== 'string') return null;
    if (field === 'status') return (t.terms.status as Words)[value] ?? null;
    if (field === 'kind') return (t.terms.kind as Words)[value] ?? null;
    if (field === 'claimedOn') return day(value);
    if (field === 'language') return languages.of(value) ?? null;
    return `“${value}”`;
  };

  /** What an item of the page is called: a verdict by rating and state, anything else by its name, title or text. */
  const nameOf = ({ rating, state, name, title, work, text, originName, publisher }: Shown): string | null => {
    if (typeof rating === 'string' && typeof state === 'string') {
      const words = [(t.terms.rating as Words)[rating], (t.terms.verdictState as Words)[state]];
      return words.every((each) => each !== undefined) ? `${words[0]} (${words[1]})` : null;
    }
    const named = [name, title, (work as Shown | undefined)?.title, text, originName, publisher];
    return (named.find((each) => typeof each === 'string' && each !== '') as string | undefined) ?? null;
  };

  return ({ field, id, before, after }) => {
    const what = fields[field] ?? '';
    const [was, is] = [valueOf(field, before), valueOf(field, after)];
    const labelled = (name: string | null) => (name === null ? what : `${what}, ${name}`);
    if (id !== null && before === null) return t.compare.added(labelled(is));
    if (id !== null && after === null) return t.compare.removed(labelled(was));
    if (was === null || is === null || was === is) return t.compare.changed(labelled(is));
    return t.compare.fromTo(what, was, is);
  };
}
