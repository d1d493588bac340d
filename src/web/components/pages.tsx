import type { VNode } from 'preact';
import { addressOf, type AddressQuery } from './address.js';
import { useLocale } from './locale.js';

interface PagesParts {
  readonly path: string;
  readonly query: AddressQuery;
  readonly cursor: string | null;
}

/** The way to the next page of a list. */
export function Pages({ path, query, cursor }: PagesParts): VNode | null {
  const { t } = useLocale();
  if (cursor === null) return null;
  return (
    <nav class="pages" aria-label={t.frame.more}>
      <a href={addressOf(path, { ...query, cursor })} rel="next">
        {t.frame.older}
      </a>
    </nav>
  );
}
