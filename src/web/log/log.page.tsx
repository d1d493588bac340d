import type { VNode } from 'preact';
import type { Overview } from '../../audit/witness/cosigning.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale, type Locale } from '../components/locale.js';
import { Instant } from '../components/texts.js';
import { render, type PageParts } from '../page.js';

interface LogPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  /** The newest signed checkpoint; null before the first. */
  readonly newest: Overview['checkpoints'][number] | null;
  readonly witnesses: Overview['witnesses'];
  /** The keys in force, as `vkey`s. */
  readonly keys: readonly string[];
}

/** The public log: how far it is, who has watched it, and how it is kept from being rewritten. */
export const logPage = ({ newest, witnesses, keys, ...parts }: LogPageParts): string =>
  render({
    ...parts,
    title: parts.locale.messages.log.title,
    children: <Log newest={newest} witnesses={witnesses} keys={keys} entries={parts.record?.entries ?? 0} />,
  });

interface LogParts extends Pick<LogPageParts, 'newest' | 'witnesses' | 'keys'> {
  readonly entries: number;
}

function Log({ newest, witnesses, keys, entries }: LogParts): VNode {
  const { t, number, instant } = useLocale();
  return (
    <>
      <h1>{t.log.title}</h1>
      <p class="lead record">
        {newest === null ? t.log.unsigned(number(entries)) : t.log.lead(number(entries), instant(newest.signedAt))}
      </p>
      <Entry id="what" rail={<RailHeading of="what">{t.log.whatTitle}</RailHeading>}>
        <p>{t.log.what}</p>
        <p>
          <a href="/verify">{t.verify.title}</a>
        </p>
      </Entry>
      {newest !== null && (
        <Entry id="newest" rail={<RailHeading of="newest">{t.log.newest}</RailHeading>}>
          <dl>
            <dt>{t.log.covers}</dt>
            <dd>{number(newest.size)}</dd>
            <dt>{t.log.signedAt}</dt>
            <dd>
              <Instant at={newest.signedAt} />
            </dd>
            <dt>{t.log.root}</dt>
            <dd class="digest">{newest.root.toString('base64')}</dd>
          </dl>
        </Entry>
      )}
      <Entry id="witnesses" wide rail={<RailHeading of="witnesses">{t.log.witnessesTitle}</RailHeading>}>
        {witnesses.length === 0 ? <p>{t.log.noWitnesses}</p> : <Witnesses witnesses={witnesses} />}
      </Entry>
      <Entry id="how" rail={<RailHeading of="how">{t.log.howTitle}</RailHeading>}>
        <ul>
          {t.log.how.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </Entry>
      <Entry id="keys" rail={<RailHeading of="keys">{t.log.keysTitle}</RailHeading>}>
        {keys.map((key) => (
          <p key={key} class="digest">
            {key}
          </p>
        ))}
        <p class="quiet">{t.log.keysNote}</p>
      </Entry>
      <Entry id="files" rail={<RailHeading of="files">{t.log.filesTitle}</RailHeading>}>
        <ul class="links">
          <li>
            <a href="/checkpoint">{t.log.checkpoint}</a>
          </li>
          <li>
            <a href="/log.vkey">{t.log.keys}</a>
          </li>
        </ul>
        <p class="quiet">{t.log.formats}</p>
      </Entry>
    </>
  );
}

function Witnesses({ witnesses }: Pick<LogParts, 'witnesses'>): VNode {
  const { t, number } = useLocale();
  return (
    <div class="table">
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">{t.log.witness}</th>
            <th scope="col">{t.log.seenSize}</th>
            <th scope="col">{t.log.seenAt}</th>
          </tr>
        </thead>
        <tbody>
          {witnesses.map(({ name, size, receivedAt }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td data-label={t.log.seenSize}>{size === null ? t.log.notSeen : number(size)}</td>
              <td data-label={t.log.seenAt}>{receivedAt === null ? '–' : <Instant at={receivedAt} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
