import type { ReactNode } from 'react';
import type { CurvePoint } from '../../src/engine/inspect/curves.ts';
import { formatDecimals } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './curves.module.css';

interface Props {
  readonly title: string;
  /** What the curve comes to. */
  readonly figure: string;
  readonly across: string;
  readonly up: string;
  readonly own: readonly CurvePoint[];
  readonly others: readonly (readonly CurvePoint[])[];
  /** Draws where guessing would lie. */
  readonly diagonal?: boolean;
}

export const plotSide = 200;
const ticks = [0, 0.5, 1];

/** A curve from 0 to 1 both ways, before those of the other classes. */
export function UnitPlot({ title, figure, across, up, own, others, diagonal = false }: Props) {
  return (
    <figure className={styles.plot}>
      <figcaption>
        {title} <b>{figure}</b>
      </figcaption>
      <UnitAxes across={across} up={up} label={`${title}. ${figure}`}>
        {diagonal ? (
          <path
            className={styles.guess}
            d={lineOf([
              [0, 0],
              [1, 1],
            ])}
          />
        ) : null}
        {others.map((points) => (
          <path key={lineOf(points)} className={styles.other} d={lineOf(points)} />
        ))}
        <path className={styles.own} d={lineOf(own)} />
      </UnitAxes>
    </figure>
  );
}

const lineOf = (points: readonly CurvePoint[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${place(x)} ${place(1 - y)}`).join('');

const place = (share: number): number => Math.round(share * plotSide * 10) / 10;

interface AxesProps {
  readonly across: string;
  readonly up: string;
  readonly label: string;
  readonly children: ReactNode;
}

/** The square from 0 to 1 both ways that curves are drawn in. */
export function UnitAxes({ across, up, label, children }: AxesProps) {
  const locale = useLocale();
  const side = plotSide;
  const text = (value: number) => formatDecimals(value, value % 1 === 0 ? 0 : 1, locale);
  return (
    <svg className={styles.axes} viewBox={`-34 -8 ${side + 46} ${side + 44}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <path className={styles.grid} d={`M0 ${place(1 - tick)}H${side}M${place(tick)} 0V${side}`} />
          <text x={-6} y={place(1 - tick) + 4} textAnchor="end">
            {text(tick)}
          </text>
          <text x={place(tick)} y={side + 15} textAnchor="middle">
            {text(tick)}
          </text>
        </g>
      ))}
      {children}
      <text x={side / 2} y={side + 31} textAnchor="middle">
        {across}
      </text>
      <text transform={`translate(-26 ${side / 2}) rotate(-90)`} textAnchor="middle">
        {up}
      </text>
    </svg>
  );
}
