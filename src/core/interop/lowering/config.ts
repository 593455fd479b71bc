import type { Shape } from '../../math/shape.ts';

export type Config = Readonly<Record<string, unknown>>;

/** A weight of the network, in Keras's layout. */
export interface Weight {
  /** Name in the network: the same for layers that share it. */
  readonly key: string;
  readonly shape: Shape;
  readonly values: Float32Array;
}

export const numberOf = (config: Config, key: string, fallback: number): number => Number(config[key] ?? fallback);

/** One number for each axis; Keras also writes one for all. */
export function sizesOf(config: Config, key: string, axes: number, fallback = 1): readonly number[] {
  const list = [config[key] ?? fallback].flat().map(Number);
  return list.length === axes ? list : Array.from({ length: axes }, () => list[0] ?? fallback);
}

/** Pairs of what lies before and after along each axis; Keras also writes one number for all, and one pair for one axis. */
export function sidesOf(config: Config, key: string, axes: number): readonly (readonly [number, number])[] {
  const flat = [config[key] ?? 0].flat(2).map(Number);
  return Array.from({ length: axes }, (_, i): readonly [number, number] => {
    if (flat.length === 1) return [flat[0] ?? 0, flat[0] ?? 0];
    if (flat.length === axes && axes > 1) return [flat[i] ?? 0, flat[i] ?? 0];
    return [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0];
  });
}

/** Axes as tensors count them, the batch being 0. */
export const axesOf = (config: Config, key: string, rank: number): readonly number[] =>
  [config[key] ?? -1].flat().map((axis) => (Number(axis) < 0 ? Number(axis) + rank : Number(axis)));

const isConfig = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a layer holds another layer by. */
export function innerLayer({ layer }: Config): { className: string; name: string; config: Config } | null {
  if (!isConfig(layer) || !isConfig(layer.config)) return null;
  return { className: String(layer.class_name), name: String(layer.config.name), config: layer.config };
}
