import { atX, atY, type Field } from './axes.tsx';

interface Curve {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  readonly stepped?: boolean;
}

/** The curve as an SVG path; it is broken where a value cannot be shown. */
export function pathOf({ xs, ys, stepped }: Curve, field: Field): string {
  let path = '';
  let drawing = false;
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [xs[i] ?? Number.NaN, ys[i] ?? Number.NaN];
    if (!Number.isFinite(x) || !Number.isFinite(y) || (field.y.log && y <= 0)) {
      drawing = false;
      continue;
    }
    const [left, top] = [atX(field, x).toFixed(1), clamped(atY(field, y), field).toFixed(1)];
    path += !drawing ? `M${left} ${top}` : stepped ? `H${left}V${top}` : `L${left} ${top}`;
    drawing = true;
  }
  return path;
}

/** What a faint curve has beyond the axis is drawn at its edge. */
const clamped = (y: number, { height }: Field): number => Math.min(height, Math.max(0, y));

/** Every place where one of these curves has a value, rising. */
export function positionsOf(curves: readonly ArrayLike<number>[]): readonly number[] {
  const all = new Set<number>();
  for (const xs of curves) for (let i = 0; i < xs.length; i++) all.add(xs[i] ?? 0);
  return [...all].sort((a, b) => a - b);
}

/** Of rising values, the one nearest to this; `null` of none. */
export function nearest(values: readonly number[], value: number): number | null {
  let best: number | null = null;
  for (const one of values) if (best === null || Math.abs(one - value) < Math.abs(best - value)) best = one;
  return best;
}
