import type { Scale } from './scale.ts';

/** Room around the drawing for labels, px. */
export const margin = { left: 52, right: 14, top: 10, bottom: 34 } as const;

export interface AxisSpec {
  readonly name: string;
  readonly format: (value: number) => string;
  /** Of labels, where it is shorter. */
  readonly tick?: (value: number) => string;
}

/** Where a drawing of this size has its axes. */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
}

export const atX = ({ width, x }: Pick<Field, 'width' | 'x'>, value: number): number =>
  margin.left + x.place(value) * (width - margin.left - margin.right);

export const atY = ({ height, y }: Pick<Field, 'height' | 'y'>, value: number): number =>
  height - margin.bottom - y.place(value) * (height - margin.top - margin.bottom);

const label = { fontSize: 10.5, fill: 'var(--text-3)' } as const;

/** Grid, labels and names of both axes. Colours are attributes: the picture is saved as it stands. */
export function Axes({ field, x, y }: { readonly field: Field; readonly x: AxisSpec; readonly y: AxisSpec }) {
  const { width, height } = field;
  const [left, right, bottom] = [margin.left, width - margin.right, height - margin.bottom];
  return (
    <g>
      {field.y.ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={atY(field, tick)} y2={atY(field, tick)} stroke="var(--grid)" />
          <text x={left - 6} y={atY(field, tick) + 3.5} textAnchor="end" {...label}>
            {(y.tick ?? y.format)(tick)}
          </text>
        </g>
      ))}
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke="var(--line-2)" />
      {spaced(field).map((tick) => (
        <text key={tick} x={atX(field, tick)} y={bottom + 14} textAnchor="middle" {...label}>
          {(x.tick ?? x.format)(tick)}
        </text>
      ))}
      <text x={right} y={height - 6} textAnchor="end" {...label}>
        {x.name}
      </text>
      <text x={left} y={height - 6} textAnchor="start" {...label}>
        {`↑ ${y.name}`}
      </text>
    </g>
  );
}

/** Least distance between two labels of the lower axis, px. */
const apart = 44;

function spaced(field: Field): readonly number[] {
  const kept: number[] = [];
  for (const tick of field.x.ticks) {
    const before = kept.at(-1);
    if (before === undefined || atX(field, tick) - atX(field, before) >= apart) kept.push(tick);
  }
  return kept;
}
