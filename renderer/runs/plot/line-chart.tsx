import { type KeyboardEvent, type PointerEvent, type Ref, useMemo, useState } from 'react';
import { Axes, type AxisSpec, atX, atY, type Field, margin } from './axes.tsx';
import { nearest, pathOf, positionsOf } from './path.ts';
import styles from './plot.module.css';
import { extentOf, scaleOf } from './scale.ts';
import { useSize } from './use-size.ts';

export interface Line {
  readonly id: string;
  readonly name: string;
  /** A CSS colour. */
  readonly colour: string;
  readonly dash?: string;
  /** Behind the others, and not read out. */
  readonly faint?: boolean;
  /** Goes on at its height until the next point. */
  readonly stepped?: boolean;
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
}

interface LineChartProps {
  /** What is drawn, for those who do not see it. */
  readonly label: string;
  readonly lines: readonly Line[];
  readonly x: AxisSpec;
  readonly y: AxisSpec & { readonly log: boolean; readonly within?: readonly [number, number] };
  readonly empty: string;
  readonly svgRef?: Ref<SVGSVGElement>;
}

/** Curves over one axis, with a cursor that the pointer or the arrow keys move and that reads out every curve. */
export function LineChart({ label, lines, x, y, empty, svgRef }: LineChartProps) {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const [cursor, setCursor] = useState<number | null>(null);
  const field = useMemo(() => fieldOf(lines, y, width, height), [lines, y, width, height]);
  const read = useMemo(() => lines.filter(({ faint }) => !faint), [lines]);
  const places = useMemo(() => positionsOf(read.map(({ xs }) => xs)), [read]);
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!field) return;
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const share = (left - margin.left) / (width - margin.left - margin.right);
    setCursor(nearest(places, field.x.low + share * (field.x.high - field.x.low)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -places.length, End: places.length }[event.key];
    if (by === undefined || places.length === 0) return;
    event.preventDefault();
    const at = cursor === null ? (by < 0 ? places.length : -1) : places.indexOf(cursor);
    setCursor(places[Math.min(places.length - 1, Math.max(0, at + by))] ?? null);
  };
  const rows = cursor === null ? [] : read.flatMap((line) => readingOf(line, cursor));
  return (
    <div
      ref={ref}
      className={styles.plot}
      role="img"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the curves out
      tabIndex={0}
      onPointerMove={move}
      onPointerLeave={() => setCursor(null)}
      onKeyDown={onKeyDown}
      onBlur={() => setCursor(null)}
    >
      {field ? (
        <svg ref={svgRef} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          <Axes field={field} x={x} y={y} />
          {[...lines]
            .sort((a, b) => Number(b.faint ?? false) - Number(a.faint ?? false))
            .map((line) => (
              <path
                key={line.id}
                d={pathOf(line, field)}
                fill="none"
                stroke={line.colour}
                strokeWidth={line.faint ? 1 : 1.75}
                strokeOpacity={line.faint ? 0.28 : 1}
                strokeDasharray={line.dash}
                strokeLinejoin="round"
              />
            ))}
          {read
            .filter(({ xs }) => xs.length === 1)
            .map((line) => (
              <circle
                key={line.id}
                cx={atX(field, line.xs[0] ?? 0)}
                cy={atY(field, line.ys[0] ?? 0)}
                r={3}
                fill={line.colour}
              />
            ))}
          {cursor === null ? null : (
            <g data-cursor="">
              <line
                x1={atX(field, cursor)}
                x2={atX(field, cursor)}
                y1={margin.top}
                y2={height - margin.bottom}
                stroke="var(--line-3)"
                strokeDasharray="3 3"
              />
              {rows.map(({ line, at, value }) => (
                <circle key={line.id} cx={atX(field, at)} cy={atY(field, value)} r={3.5} fill={line.colour} />
              ))}
            </g>
          )}
        </svg>
      ) : (
        <p className={styles.empty}>{empty}</p>
      )}
      {field && cursor !== null && rows.length > 0 ? (
        <div className={styles.readout} role="status" data-side={field.x.place(cursor) > 0.5 ? 'left' : 'right'}>
          <b>{`${x.name} ${x.format(cursor)}`}</b>
          <dl>
            {rows.slice(0, 12).map(({ line, value }) => (
              <div key={line.id}>
                <dt>
                  <i style={{ background: line.colour }} data-dashed={line.dash !== undefined || undefined} />
                  {line.name}
                </dt>
                <dd>{y.format(value)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ) : null}
    </div>
  );
}

/** A line's value at the place of its own that is nearest to the cursor; none beyond its ends. */
function readingOf(line: Line, cursor: number) {
  const { xs, ys } = line;
  const [first, last] = [xs[0], xs[xs.length - 1]];
  if (first === undefined || last === undefined || cursor < first || (cursor > last && !line.stepped)) return [];
  let index = 0;
  for (let i = 0; i < xs.length; i++) {
    const closer = Math.abs((xs[i] ?? 0) - cursor) < Math.abs((xs[index] ?? 0) - cursor);
    if (line.stepped ? (xs[i] ?? 0) <= cursor : closer) index = i;
  }
  const value = ys[index];
  return value === undefined || !Number.isFinite(value) ? [] : [{ line, at: xs[index] ?? 0, value }];
}

function fieldOf(lines: readonly Line[], y: LineChartProps['y'], width: number, height: number): Field | null {
  const ys = extentOf(
    valuesOf(
      lines.filter(({ faint }) => !faint),
      'ys',
    ),
    y.log,
  );
  const xs = extentOf(valuesOf(lines, 'xs'), false);
  if (!ys || !xs || width < 80 || height < 60) return null;
  const room = y.log ? 0 : (ys[1] - ys[0]) * 0.06;
  const [least, most] = y.within ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const range = y.log ? ([ys[0] / 1.15, ys[1] * 1.15] as const) : ([ys[0] - room, ys[1] + room] as const);
  return {
    width,
    height,
    x: scaleOf(Math.min(0, xs[0]), xs[1], { log: false, ticks: Math.max(2, Math.floor(width / 90)) }),
    y: scaleOf(Math.max(least, range[0]), Math.min(most, range[1]), {
      log: y.log,
      ticks: Math.max(2, Math.floor(height / 48)),
    }),
  };
}

function* valuesOf(lines: readonly Line[], key: 'xs' | 'ys'): Iterable<number> {
  for (const line of lines) for (let i = 0; i < line[key].length; i++) yield line[key][i] ?? Number.NaN;
}
