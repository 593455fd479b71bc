import type { Figures, LayerFigures } from '../../../src/core/diagnosis/figures.ts';

/** What gauges span, as powers of ten. Layers of networks that learn well have gradients of 0.01 to 1. */
export const gradientDecades = { from: -5, to: 1 } as const;
export const ratioDecades = { from: -6, to: -1 } as const;

interface Decades {
  readonly from: number;
  readonly to: number;
}

/** How much of a gauge a value fills, 0 to 1, on a scale of powers of ten. */
export const shareOfDecades = (value: number, { from, to }: Decades): number =>
  value > 0 ? Math.min(1, Math.max(0, (Math.log10(value) - from) / (to - from))) : 0;

export const levels = [1, 2, 3, 4, 5] as const;

/** Powers of ten between two levels. */
export const levelEnds = [1e-3, 1e-2, 1e-1, 1] as const;

/** Level of a gradient's length, 1 (below 1e−3) to 5 (from 1 on); 0 where there is none. */
export const levelOf = (length: number | null | undefined): number =>
  length === null || length === undefined ? 0 : 1 + levelEnds.filter((end) => length >= end).length;

/** Of a wire in its place among `count` that arrive at a layer; `null` where nothing is known of it. */
export function flowOf(layer: LayerFigures | undefined, place: number, count: number): number | null {
  // Layers around one that is bypassed or muted arrive otherwise than they are drawn.
  if (layer?.flow.length !== count) return null;
  return layer.flow[place] ?? null;
}

/** What a layer is judged by where there is room for one figure: its weights' gradient, else what flows through it. */
export const gradientOf = (layer: LayerFigures | undefined): number | null =>
  layer?.gradientNorm ?? layer?.flow.find((flow) => flow !== null) ?? null;

export interface GroupFigures {
  /** Length of the gradient by all weights of the group. */
  readonly gradient: number | null;
  /** Share of its rectified units that are dead. */
  readonly dead: number | null;
}

/** Layers taken together, as one vector of weights and one set of units. */
export function figuresOfGroup(figures: Figures, layers: readonly string[]): GroupFigures {
  const known = layers.flatMap((id) => figures[id] ?? []);
  const gradients = known.flatMap(({ gradientNorm }) => gradientNorm ?? []);
  const rectified = known.flatMap(({ dead }) => dead ?? []);
  const units = rectified.reduce((sum, dead) => sum + dead.units, 0);
  return {
    gradient: gradients.length > 0 ? Math.hypot(...gradients) : null,
    dead: units > 0 ? rectified.reduce((sum, { dead }) => sum + dead, 0) / units : null,
  };
}
