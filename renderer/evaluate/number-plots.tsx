import type { ReactNode } from 'react';
import { largest, smallest } from '../../src/core/math/extremes.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './curves.module.css';
import { number } from './stat-row.tsx';
import { plotSide as side } from './unit-plot.tsx';

export type Point = readonly [x: number, y: number];

interface Range {
  readonly low: number;
  readonly high: number;
}

const shareOf = ({ low, high }: Range, value: number): number => (value - low) / (high - low);

function rangeOf(values: readonly number[]): Range {
  const [low, high] = [smallest(values) ?? 0, largest(values) ?? 1];
  return low < high ? { low, high } : { low: low - 1, high: high + 1 };
}

interface ScatterProps {
  readonly title: string;
  readonly across: string;
  readonly up: string;
  readonly points: readonly Point[];
  /** Where the points would lie if nothing were missed. */
  readonly line: 'diagonal' | 'zero';
}

/** A point for each sample. */
export function ScatterPlot({ title, across, up, points, line }: ScatterProps) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const both = rangeOf([...xs, ...ys]);
  const x = line === 'diagonal' ? both : rangeOf(xs);
  const y = line === 'diagonal' ? both : rangeOf([...ys, 0]);
  const place = ([a, b]: Point) =>
    `${Math.round(shareOf(x, a) * side * 10) / 10} ${Math.round((1 - shareOf(y, b)) * side * 10) / 10}`;
  const ends: readonly Point[] = [
    [x.low, line === 'diagonal' ? x.low : 0],
    [x.high, line === 'diagonal' ? x.high : 0],
  ];
  return (
    <figure className={styles.plot}>
      <figcaption>{title}</figcaption>
      <Axes x={x} y={y} across={across} up={up} label={title}>
        <path className={styles.guess} d={ends.map((end, i) => `${i === 0 ? 'M' : 'L'}${place(end)}`).join('')} />
        {/* One path of dots: a node for each sample would be thousands. */}
        <path className={styles.dots} d={points.map((point) => `M${place(point)}h0`).join('')} />
      </Axes>
    </figure>
  );
}

const bins = 24;

/** How many samples are off by how much. */
export function ErrorHistogram({ title, errors }: { readonly title: string; readonly errors: readonly number[] }) {
  const range = rangeOf([...errors, 0]);
  const counts = Array.from({ length: bins }, () => 0);
  for (const error of errors) {
    const bin = Math.min(bins - 1, Math.floor(shareOf(range, error) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = largest(counts) ?? 1;
  const zero = shareOf(range, 0) * side;
  return (
    <figure className={styles.plot}>
      <figcaption>{title}</figcaption>
      <Axes x={range} y={{ low: 0, high: most }} across="" up="" label={title}>
        {counts.map((count, i) => {
          const height = (count / Math.max(1, most)) * side;
          const left = (i * side) / bins;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
              key={i}
              className={styles.bin}
              x={left + 0.5}
              y={side - height}
              width={side / bins - 1}
              height={height}
            />
          );
        })}
        <path className={styles.guess} d={`M${zero} 0V${side}`} />
      </Axes>
    </figure>
  );
}

interface AxesProps {
  readonly x: Range;
  readonly y: Range;
  readonly across: string;
  readonly up: string;
  readonly label: string;
  readonly children: ReactNode;
}

function Axes({ x, y, across, up, label, children }: AxesProps) {
  const locale = useLocale();
  const at = ({ low, high }: Range, share: number) => number(low + (high - low) * share, locale, 3);
  return (
    <svg className={styles.axes} viewBox={`-66 -8 ${side + 96} ${side + 44}`} role="img" aria-label={label}>
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <path className={styles.grid} d={`M0 ${(1 - share) * side}H${side}M${share * side} 0V${side}`} />
          <text x={-6} y={(1 - share) * side + 4} textAnchor="end">
            {at(y, share)}
          </text>
          <text x={share * side} y={side + 15} textAnchor="middle">
            {at(x, share)}
          </text>
        </g>
      ))}
      {children}
      <text x={side / 2} y={side + 31} textAnchor="middle">
        {across}
      </text>
      <text transform={`translate(-57 ${side / 2}) rotate(-90)`} textAnchor="middle">
        {up}
      </text>
    </svg>
  );
}
