import type { Shape } from '../../../math/shape.ts';
import type { LayerKind, LayerParams } from '../../registry.ts';
import type { Random } from '../random.ts';

type Raw<K extends LayerKind> = { readonly [P in keyof LayerParams<K>]: unknown };

/** Params of a kind, mostly such that they fit inputs of these shapes. */
export type RandomParams<K extends LayerKind> = {
  readonly [Kind in K]: (random: Random, inputs: readonly Shape[]) => Raw<Kind>;
};
