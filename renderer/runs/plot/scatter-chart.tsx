import { type KeyboardEvent, type ReactNode, type Ref, useMemo, useRef, useState } from 'react';
import { Axes, type AxisSpec, atX, atY, type Field, margin } from './axes.tsx';
import styles from './plot.module.css';
import { extentOf, scaleOf } from './scale.ts';
import { useSize } from './use-size.ts';

export interface Point {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  /** Drawn with a ring, and named. */
  readonly marked?: boolean;
  readonly selected?: boolean;
}

interface ScatterChartProps {
  readonly label: string;
  readonly points: readonly Point[];
  /** The points that a line joins, in order. */
  readonly front?: readonly Point[];
  readonly x: AxisSpec & { readonly log: boolean };
  readonly y: AxisSpec;
  readonly empty: string;
  /** What is said of the point under the pointer or the focus. */
  readonly read: (point: Point) => ReactNode;
  readonly onChoose: (point: Point) => void;
  readonly svgRef?: Ref<SVGSVGElement>;
}

/** Points between two axes. The arrow keys go from one to the next by x; Enter or a click chooses one. */
export function ScatterChart({ label, points, front = [], x, y, empty, read, onChoose, svgRef }: ScatterChartProps) {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const [at, setAt] = useState<string | null>(null);
  const circles = useRef(new Map<string, SVGGElement>());
  const sorted = useMemo(() => [...points].sort((a, b) => a.x - b.x || a.y - b.y), [points]);
  const field = useMemo(() => fieldOf(points, x.log, width, height), [points, x.log, width, height]);
  const shown = sorted.find(({ id }) => id === at) ?? null;
  const entry = shown?.id ?? sorted[0]?.id;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const index = sorted.findIndex(({ id }) => id === at);
      const next = sorted[Math.min(sorted.length - 1, Math.max(0, index + by))];
      if (next) circles.current.get(next.id)?.focus();
    } else if ((event.key === 'Enter' || event.key === ' ') && shown) {
      event.preventDefault();
      onChoose(shown);
    }
  };
  if (points.length === 0 || !field) {
    return (
      <div ref={ref} className={styles.plot}>
        {points.length === 0 ? <p className={styles.empty}>{empty}</p> : null}
      </div>
    );
  }
  return (
    <div ref={ref} className={styles.plot}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing that holds choices */}
      <svg
        ref={svgRef}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        <Axes field={field} x={x} y={y} />
        {front.length > 1 ? (
          <path
            d={frontPath(front, field)}
            fill="none"
            stroke="var(--line-3)"
            strokeWidth={1.25}
            strokeDasharray="4 3"
          />
        ) : null}
        {sorted.map((point) => (
          // biome-ignore lint/a11y/useSemanticElements: inside a drawing there are no buttons
          <g
            key={point.id}
            ref={(element) => {
              if (element) circles.current.set(point.id, element);
              else circles.current.delete(point.id);
            }}
            className={styles.point}
            role="button"
            aria-label={`${point.name}: ${x.name} ${x.format(point.x)}, ${y.name} ${y.format(point.y)}`}
            tabIndex={point.id === entry ? 0 : -1}
            onPointerEnter={() => setAt(point.id)}
            onPointerLeave={() => setAt(null)}
            onFocus={() => setAt(point.id)}
            onBlur={() => setAt(null)}
            onClick={() => onChoose(point)}
            transform={`translate(${atX(field, point.x).toFixed(1)} ${atY(field, point.y).toFixed(1)})`}
          >
            <circle r={12} fill="transparent" />
            {point.selected ? <circle r={8} fill="none" stroke="var(--ink)" strokeWidth={2} /> : null}
            <circle r={5} fill={point.colour} stroke="var(--bg-chrome)" strokeWidth={1.5} />
            {point.marked ? (
              <text y={-9} textAnchor={anchorOf(point, field)} fontSize={10.5} fill="var(--text-2)">
                {point.name}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
      {shown ? (
        <div className={styles.readout} role="status" data-side={field.x.place(shown.x) > 0.5 ? 'left' : 'right'}>
          <b>{shown.name}</b>
          {read(shown)}
        </div>
      ) : null}
    </div>
  );
}

/** Names at the edges lean inwards. */
const anchorOf = (point: Point, field: Field): 'start' | 'middle' | 'end' => {
  const place = field.x.place(point.x);
  return place < 0.1 ? 'start' : place > 0.9 ? 'end' : 'middle';
};

/** For a cost the front reaches what its last point before it reached: a stair. */
function frontPath(front: readonly Point[], field: Field): string {
  const [first, ...others] = front.map((point) => [atX(field, point.x).toFixed(1), atY(field, point.y).toFixed(1)]);
  const stairs = others.map(([left, top]) => `H${left}V${top}`).join('');
  return first ? `M${first.join(' ')}${stairs}H${field.width - margin.right}` : '';
}

function fieldOf(points: readonly Point[], log: boolean, width: number, height: number): Field | null {
  const xs = extentOf(
    points.map(({ x }) => x),
    log,
  );
  const ys = extentOf(
    points.map(({ y }) => y),
    false,
  );
  if (!xs || !ys || width < 80 || height < 60) return null;
  const [across, up] = [(xs[1] - xs[0]) * 0.06, (ys[1] - ys[0]) * 0.12];
  const range = log ? ([xs[0] / 1.2, xs[1] * 1.2] as const) : ([xs[0] - across, xs[1] + across] as const);
  return {
    width,
    height,
    x: scaleOf(range[0], range[1], { log, ticks: Math.max(2, Math.floor(width / 100)) }),
    y: scaleOf(ys[0] - up, ys[1] + up, { log: false, ticks: Math.max(2, Math.floor(height / 48)) }),
  };
}
