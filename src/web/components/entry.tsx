import type { ComponentChildren, VNode } from 'preact';

interface EntryParts {
  /** Makes it an address of its own on the page. */
  readonly id?: string;
  /** When and what: the narrow column. */
  readonly rail?: ComponentChildren;
  /** What is said beside it. */
  readonly side?: ComponentChildren;
  /** Whether what was found takes the side, too: tables and drawings. */
  readonly wide?: boolean;
  /** One of many like it: no landmark of the page. */
  readonly listed?: boolean;
  readonly children?: ComponentChildren;
}

/** One entry of the ledger: a rail, what was found, and a side. */
export function Entry({ id, rail, side, wide = false, listed = false, children }: EntryParts): VNode {
  const Element = listed ? 'article' : 'section';
  return (
    <Element class="entry" {...(id === undefined ? {} : { id, 'aria-labelledby': `${id}-heading` })}>
      <div class="rail">{rail}</div>
      <div class={wide ? 'wide' : 'text'}>{children}</div>
      {!wide && side !== undefined && side !== null && <div class="side">{side}</div>}
    </Element>
  );
}

/** The heading of an entry, in its rail. */
export const RailHeading = ({ of, children }: { readonly of: string; readonly children: ComponentChildren }): VNode => (
  <h2 id={`${of}-heading`}>{children}</h2>
);
