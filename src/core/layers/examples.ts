import type { Shape } from '../math/shape.ts';
import { defaultParams, type LayerKind, layerOf, type ParsedParams } from './registry.ts';

const byRank: readonly Shape[] = [[], [128], [12, 10], [28, 28, 64], [6, 5, 4, 3]];

/** Where inputs of the least rank that a kind takes would not do. */
const inputsOf: { readonly [K in LayerKind]?: readonly Shape[] } = {
  dense: [[128]],
  embedding: [[12]],
  permute: [[12, 10]],
  patchEmbedding: [[28, 28, 3]],
  reverseEmbedding: [[12, 10]],
};

/** Where the defaults alone are not a whole layer. */
const paramsOf: { readonly [K in LayerKind]?: ParsedParams } = {
  custom: { outputShape: [3] },
  reshape: { targetShape: [-1, 64] },
};

/** Inputs that every kind accepts with its example params. */
export function exampleInputs(kind: LayerKind): readonly Shape[] {
  const { min = 0, ranks = 'any' } = layerOf(kind)?.arity ?? {};
  const rank = ranks === 'any' ? 3 : Math.max(...ranks.filter((n) => n <= 4));
  return inputsOf[kind] ?? Array.from({ length: min }, () => byRank[rank] ?? []);
}

export const exampleParams = (kind: LayerKind): ParsedParams => ({ ...defaultParams(kind), ...paramsOf[kind] });
