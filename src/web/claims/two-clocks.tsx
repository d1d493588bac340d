import type { VNode } from 'preact';
import { daysOf } from '../../kernel/edtf.js';
import type { VerdictView } from '../../projections/claims/verdict.views.js';
import { MARKS } from '../assets.js';
import { useLocale } from '../components/locale.js';
import { SHAPES, useRatingWord } from '../components/rating.js';

/** Beyond so many boundaries between days the table says it better. */
const MAX_BOUNDARIES = 6;
const [LEFT, RIGHT, OPEN, LEAST, BAND, TOP] = [208, 728, 136, 72, 72, 46] as const;

interface TwoClocksParts {
  /** Those that were published, oldest first. */
  readonly verdicts: readonly VerdictView[];
}

/** A narrower patch leaves its days to the head of its column. */
const ROOM_FOR_DAYS = 240;

/** A moment at which what this desk said changed. */
interface Step {
  readonly at: string;
  readonly label: 'published' | 'updated' | 'corrected' | 'retracted';
  readonly verdict: VerdictView;
}

/** A verdict as it was said to hold at a step. Days as `YYYY-MM-DD`; `until` is the first day after, null where none is set. */
interface Patch {
  readonly verdict: VerdictView;
  readonly from: string;
  readonly until: string | null;
  readonly isNew: boolean;
}

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const firstDayOf = ({ validFrom, assessedOn }: VerdictView): string => daysOf(validFrom ?? assessedOn).first;

const LABELS = { correction: 'corrected', supersession: 'updated' } as const;

/** When something changed, in order. */
function stepsOf(verdicts: readonly VerdictView[]): Step[] {
  const steps = verdicts.flatMap((verdict): Step[] => {
    const { publishedAt, followsAs, retraction } = verdict;
    const label: Step['label'] = followsAs === null ? 'published' : LABELS[followsAs];
    return [
      ...(publishedAt === null ? [] : [{ at: publishedAt, label, verdict }]),
      ...(retraction === null ? [] : [{ at: retraction.at, label: 'retracted', verdict } satisfies Step]),
    ];
  });
  return steps.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The same in sentences, before the drawing and the table. */
export function ClocksInWords({ verdicts }: TwoClocksParts): VNode {
  const { t, span, date } = useLocale();
  const word = useRatingWord();
  const sentences = stepsOf(verdicts).map(({ at, label, verdict }) =>
    t.clocks.sentences[label](
      date(at),
      word(verdict.rating, verdict.overtaken?.rating),
      span(verdict.validFrom ?? verdict.assessedOn, verdict.validUntil),
    ),
  );
  return <p>{sentences.join(' ')}</p>;
}

/** What was said to hold just after a step. */
function patchesAt(verdicts: readonly VerdictView[], { at }: Step): Patch[] {
  const successorOf = ({ supersededBy }: VerdictView) =>
    verdicts.find(({ id, publishedAt }) => id === supersededBy && publishedAt !== null && publishedAt <= at);
  return verdicts.flatMap((verdict): Patch[] => {
    const { publishedAt, retraction, validUntil } = verdict;
    if (publishedAt === null || publishedAt > at || (retraction !== null && retraction.at <= at)) return [];
    const successor = successorOf(verdict);
    if (successor?.followsAs === 'correction') return [];
    const from = firstDayOf(verdict);
    const ends = [
      ...(validUntil === null ? [] : [nextDay(daysOf(validUntil).last)]),
      ...(successor ? [firstDayOf(successor)] : []),
    ].sort();
    const until = ends[0] ?? null;
    return until !== null && until <= from ? [] : [{ verdict, from, until, isNew: publishedAt === at }];
  });
}

/** Where each boundary of days stands: a closed span takes room by the root of its days, the open end keeps its own. */
function placesOf(boundaries: readonly string[]): (day: string) => number {
  const spans = boundaries.slice(1).map((day, index) => Date.parse(day) - Date.parse(boundaries[index] ?? day));
  const roots = spans.map((span) => Math.sqrt(span / 86_400_000));
  const all = roots.reduce((sum, root) => sum + root, 0);
  const room = RIGHT - LEFT - OPEN - roots.length * LEAST;
  const places = new Map<string, number>();
  let x: number = LEFT;
  boundaries.forEach((day, index) => {
    places.set(day, Math.round(x));
    x += LEAST + (room * (roots[index] ?? 0)) / (all || 1);
  });
  return (day) => places.get(day) ?? LEFT;
}

/** Days of the world across, what this desk said down, a band for each change; the table beneath says the same. */
export function TwoClocks({ verdicts }: TwoClocksParts): VNode | null {
  const { t, day, instant } = useLocale();
  const steps = stepsOf(verdicts);
  const bands = steps.map((step) => ({ step, patches: patchesAt(verdicts, step) }));
  const boundaries = [
    ...new Set(bands.flatMap(({ patches }) => patches.flatMap(({ from, until }) => [from, until ?? from]))),
  ].sort();
  if (boundaries.length === 0 || boundaries.length > MAX_BOUNDARIES) return null;
  const x = placesOf(boundaries);
  const height = TOP + 44 + bands.length * BAND;
  return (
    <svg class="clocks" viewBox={`0 0 736 ${height}`} width="736" height={height} aria-hidden="true" focusable="false">
      <text class="q" y="14">{`${t.clocks.said} ↓`}</text>
      <text class="q" x={LEFT} y="14">{`${t.clocks.world} →`}</text>
      {boundaries.map((each) => (
        <g key={each}>
          <text class="b" x={x(each)} y="38">
            {day(each)}
          </text>
          <path class="hair" d={`M${x(each)}.5 ${TOP}V${height - 8}`} />
        </g>
      ))}
      <text class="q" y={TOP + 24}>
        {t.clocks.before}
      </text>
      <text class="q" x={LEFT + 12} y={TOP + 24}>
        {t.clocks.nothing}
      </text>
      {bands.map(({ step, patches }, index) => {
        const y = TOP + 42 + index * BAND;
        return (
          <g key={`${step.at} ${step.label}`}>
            <path class="rule" d={`M0 ${y}H${RIGHT}`} />
            <text class="b" y={y + 26}>
              {t.clocks.steps[step.label]}
            </text>
            <text class="q" y={y + 46}>
              {instant(step.at)}
            </text>
            {patches.length === 0 && (
              <text class="q" x={LEFT + 12} y={y + 38}>
                {t.clocks.nothingStands}
              </text>
            )}
            {patches.map((patch) => (
              <PatchShape
                key={patch.verdict.id}
                patch={patch}
                x={x}
                y={y + 8}
                number={verdicts.indexOf(patch.verdict) + 1}
              />
            ))}
          </g>
        );
      })}
    </svg>
  );
}

interface PatchShapeParts {
  readonly patch: Patch;
  readonly x: (day: string) => number;
  readonly y: number;
  readonly number: number;
}

function PatchShape({ patch: { verdict, from, until, isNew }, x, y, number }: PatchShapeParts): VNode {
  const { t, day } = useLocale();
  const word = useRatingWord();
  const [left, right] = [x(from), until === null ? RIGHT : x(until) - 4];
  const shape = SHAPES[verdict.rating];
  const ours = isNew && verdict.followsAs === 'correction' ? ' ours-edge' : '';
  const side =
    until === null
      ? `M${right} ${y + 0.5}H${left + 0.5}v55H${right}M${right - 7} ${y + 22}l7 6-7 6`
      : `M${left + 0.5} ${y + 0.5}H${right - 0.5}v55H${left + 0.5}z`;
  return (
    <g class={`mark-${shape}${ours}`}>
      <path class={`wash wash-${shape}`} d={`M${left} ${y}H${right}v56H${left}z`} />
      <path class="side" d={side} />
      <use href={`${MARKS.path}#${shape}`} x={left + 12} y={y + 8} width="20" height="20" />
      <text class="b" x={left + 40} y={y + 23}>{`${number}  ${word(verdict.rating)}`}</text>
      {until === null && right - left > ROOM_FOR_DAYS && (
        <text class="q" x={left + 40} y={y + 45}>
          {t.days.from(day(from))}
        </text>
      )}
    </g>
  );
}
