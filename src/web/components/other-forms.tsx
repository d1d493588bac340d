import type { VNode } from 'preact';
import { addressOf, type AddressQuery } from './address.js';
import { useLocale } from './locale.js';

/** The same list as a feed, a table and data: at the same address with the same filters. */
export function OtherForms({ path, query }: { readonly path: string; readonly query: AddressQuery }): VNode {
  const { t } = useLocale();
  const same = { ...query, cursor: undefined };
  return (
    <ul class="links other-forms">
      <li>
        <a href={addressOf(`${path}.atom`, same)}>{t.lists.feed}</a>
      </li>
      <li>
        <a href={addressOf(`${path}.csv`, same)}>{t.lists.asTable}</a>
      </li>
      <li>
        <a href={addressOf(`${path}.json`, same)}>{t.lists.asData}</a>
      </li>
    </ul>
  );
}
