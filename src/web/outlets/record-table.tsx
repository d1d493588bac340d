import type { VNode } from 'preact';
import type { RateView } from '../../projections/outlets/outlet-record-counts.views.js';
import type { OutletRecordView } from '../../projections/outlets/outlet-record.views.js';
import { useLocale } from '../components/locale.js';

/** The counts of a record, each with what it is out of, and a share with its interval where there are enough. */
export function RecordTable({ record }: { readonly record: OutletRecordView }): VNode {
  const { t, number } = useLocale();
  const { ownVoice, relaying, attribution, minimum } = record;
  const rows: readonly (readonly [label: string, rate: RateView])[] = [
    [t.outlets.ownBorneOut, ownVoice.borneOut],
    [t.outlets.ownRefuted, ownVoice.refuted],
    [t.outlets.relayedBorneOut, relaying.borneOut],
    [t.outlets.relayedRefuted, relaying.refuted],
    [t.outlets.accurate, attribution.accurate],
    [t.outlets.altered, attribution.altered],
    [t.outlets.neverSaid, attribution.false],
  ];
  const counted = rows.filter(([, { of }]) => of > 0);
  return (
    <figure>
      <p>
        {t.outlets.chartSentence(number(ownVoice.counted), number(relaying.counted), number(attribution.counted))}{' '}
        {t.outlets.judgedBy}
      </p>
      {counted.length > 0 && (
        <>
          <Bars rows={counted} />
          <div class="table">
            <table class="stacked">
              <caption>{t.outlets.tableCaption}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.outlets.group}</th>
                  <th scope="col" class="number">
                    {t.outlets.count}
                  </th>
                  <th scope="col" class="number">
                    {t.outlets.outOf}
                  </th>
                  <th scope="col">{t.outlets.share}</th>
                  <th scope="col">{t.outlets.interval}</th>
                </tr>
              </thead>
              <tbody>
                {counted.map(([label, rate]) => (
                  <Row key={label} label={label} rate={rate} minimum={minimum} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </figure>
  );
}

interface RowParts {
  readonly label: string;
  readonly rate: RateView;
  readonly minimum: number;
}

function Row({ label, rate: { count, of, share, low, high }, minimum }: RowParts): VNode {
  const { t, number, language } = useLocale();
  const percent = (value: number) => new Intl.NumberFormat(language, { style: 'percent' }).format(value);
  return (
    <tr>
      <th scope="row">{label}</th>
      <td class="number" data-label={t.outlets.count}>
        {number(count)}
      </td>
      <td class="number" data-label={t.outlets.outOf}>
        {number(of)}
      </td>
      <td data-label={t.outlets.share}>{share === null ? t.outlets.tooFew(minimum) : percent(share)}</td>
      <td data-label={t.outlets.interval}>
        {low === null || high === null ? '–' : `${percent(low)} – ${percent(high)}`}
      </td>
    </tr>
  );
}

const [WIDTH, ROW, BAR] = [736, 28, 12] as const;

/** Counts out of their denominators as bars of one height, with the interval as a thin line; the table below says it in words. */
const Bars = ({ rows }: { readonly rows: readonly (readonly [string, RateView])[] }): VNode => (
  <svg
    class="bars"
    viewBox={`0 0 ${WIDTH} ${rows.length * ROW}`}
    aria-hidden="true"
    focusable="false"
    width={WIDTH}
    height={rows.length * ROW}
  >
    {rows.map(([label, { count, of, low, high }], index) => {
      const [y, width] = [index * ROW + (ROW - BAR) / 2, WIDTH - 80];
      const at = (share: number) => (share * width).toFixed(1);
      return (
        <g key={label}>
          <rect class="bar-all" x="0" y={y} width={width} height={BAR} />
          <rect class="bar-part" x="0" y={y} width={at(count / of)} height={BAR} />
          {low !== null && high !== null && <path class="bar-interval" d={`M${at(low)} ${y + BAR / 2}H${at(high)}`} />}
          <text x={WIDTH} y={y + BAR - 1} text-anchor="end">{`${count} / ${of}`}</text>
        </g>
      );
    })}
  </svg>
);
