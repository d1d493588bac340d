import type { VNode } from 'preact';
import type {
  AttributionEdgeView,
  AttributionNodeView,
  AttributionView,
} from '../../projections/claims/attribution.views.js';
import { groupBy } from '../../kernel/group-by.js';
import { useLocale } from '../components/locale.js';

/** Beyond so many places the list beneath says it better. */
const MAX_NODES = 60;
const [WIDTH, ROW, LEAST_COLUMN] = [736, 56, 150] as const;

/** A place of the drawing: origins at the start, whoever took it from them one column on. */
interface Placed {
  readonly node: AttributionNodeView;
  readonly column: number;
  readonly row: number;
}

/** Places in columns by how often the claim was passed on above them, near those that they took it from. */
function placesIn({ nodes, edges }: Pick<AttributionView, 'nodes' | 'edges'>): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const columns = groupBy(nodes, ({ depth }) => String(depth));
  for (const column of [...columns.keys()].map(Number).sort((a, b) => a - b)) {
    const sourceRow = ({ id }: AttributionNodeView): number =>
      Math.min(...edges.flatMap(({ from, to }) => (from === id ? (placed.get(to)?.row ?? []) : [])), Infinity);
    const members = (columns.get(String(column)) ?? []).toSorted(
      (a, b) => sourceRow(a) - sourceRow(b) || (a.id < b.id ? -1 : 1),
    );
    members.forEach((node, row) => placed.set(node.id, { node, column, row }));
  }
  return placed;
}

/** Who has the claim from whom, origins first. What we only infer is dashed; the list beneath says the same in words. */
export function AttributionDrawing({ graph }: { readonly graph: AttributionView }): VNode | null {
  const { t } = useLocale();
  const { nodes, edges } = graph;
  if (edges.length === 0 || nodes.length > MAX_NODES) return null;
  const places = placesIn(graph);
  const all = [...places.values()];
  const columns = Math.max(...all.map(({ column }) => column)) + 1;
  const rows = Math.max(...all.map(({ row }) => row)) + 1;
  if (columns * LEAST_COLUMN > WIDTH) return null;
  const at = ({ column, row }: Placed) => ({
    x: (column * WIDTH) / columns,
    y: row * ROW,
    width: WIDTH / columns - 70,
  });
  const inferred = edges.some(({ basis }) => basis === 'inferred');
  return (
    <>
      <svg
        class="graph"
        viewBox={`0 0 ${WIDTH} ${rows * ROW}`}
        width={WIDTH}
        height={rows * ROW}
        aria-hidden="true"
        focusable="false"
      >
        {edges.map((edge) => (
          <Edge key={`${edge.from} ${edge.to}`} edge={edge} places={places} at={at} />
        ))}
        {all.map((place) => (
          <Place key={place.node.id} node={place.node} {...at(place)} />
        ))}
      </svg>
      {inferred && <p class="meta graph-key">{t.claim.dashed}</p>}
    </>
  );
}

interface EdgeParts {
  readonly edge: AttributionEdgeView;
  readonly places: ReadonlyMap<string, Placed>;
  readonly at: (place: Placed) => { readonly x: number; readonly y: number; readonly width: number };
}

function Edge({ edge: { from, to, relation, basis }, places, at }: EdgeParts): VNode | null {
  const { t } = useLocale();
  const [taker, source] = [places.get(from), places.get(to)];
  if (!taker || !source || taker.column <= source.column) return null;
  const [start, end] = [at(source), at(taker)];
  const [x1, y1, x2, y2] = [start.x + start.width, start.y + 22, end.x - 6, end.y + 22];
  return (
    <g>
      <path
        class={basis === 'inferred' ? 'edge inferred-edge' : 'edge'}
        d={`M${x1} ${y1}H${x1 + 12}L${x2 - 12} ${y2}H${x2}m-6 -4l6 4-6 4`}
      />
      {relation !== null && (
        <text class="q" x={(x1 + x2) / 2} y={(y1 + y2) / 2 - 4} text-anchor="middle">
          {t.claim.arrow[relation]}
        </text>
      )}
    </g>
  );
}

interface PlaceParts {
  readonly node: AttributionNodeView;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Two lines of text on a hair-line: who, and when or what. */
function Place({ node: { label, outlet, work, kind }, x, y, width }: PlaceParts): VNode {
  const { t, day } = useLocale();
  const stated = work === null || work.outletBasis === 'stated';
  const outletName = stated ? (outlet?.name ?? work?.outlet?.name) : undefined;
  const first = outletName ?? label ?? (kind === 'appearance' ? t.claim.unknownOutlet : t.terms.upstreamKind[kind]);
  const second = work?.publishedOn ? day(work.publishedOn) : (work?.title ?? '');
  // Some 6.5 units a letter at 13 px; what is cut off stands whole in the list.
  const fit = (text: string) => {
    const most = Math.max(8, Math.floor(width / 6.8));
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
  };
  return (
    <g>
      <text class="b" x={x} y={y + 18}>
        {fit(first)}
      </text>
      <text class="q" x={x} y={y + 38}>
        {fit(second)}
      </text>
      <path class="hair" d={`M${x} ${y + 46}h${width}`} />
    </g>
  );
}
