import { figuresOf } from '../../src/core/analysis/figures.ts';
import { defaultParams, type LayerKind, layerDefinitions, layerOf } from '../../src/core/layers/registry.ts';
import type { Shape } from '../../src/core/math/shape.ts';

/** What usually comes after an output of one to four axes: vectors, series, images, volumes. */
const usualAfter: Readonly<Record<number, readonly LayerKind[]>> = {
  1: ['dense', 'dropout', 'relu', 'batchNormalization', 'softmax', 'reshape', 'repeatVector', 'embedding'],
  2: [
    'conv1d',
    'maxPooling1d',
    'lstm',
    'gru',
    'bidirectional',
    'multiHeadAttention',
    'layerNormalization',
    'dense',
    'globalAveragePooling1d',
    'dropout',
    'add',
  ],
  3: [
    'conv2d',
    'maxPooling2d',
    'batchNormalization',
    'relu',
    'depthwiseConv2d',
    'separableConv2d',
    'globalAveragePooling2d',
    'flatten',
    'dropout',
    'add',
    'concatenate',
    'upSampling2d',
  ],
  4: [
    'conv3d',
    'maxPooling3d',
    'averagePooling3d',
    'batchNormalization',
    'relu',
    'globalAveragePooling3d',
    'flatten',
    'upSampling3d',
  ],
};

export interface Suggestions {
  /** Usual ones that take the shape as they are, the most usual first. */
  readonly likely: readonly LayerKind[];
  /** The others that take it. */
  readonly fitting: readonly LayerKind[];
  /** Those that refuse it. */
  readonly others: readonly LayerKind[];
}

/** Kinds to put after an output of this shape, as a new layer of each would take it. */
export function suggestAfter(shape: Shape): Suggestions {
  const kinds = layerDefinitions.map(({ kind }) => kind).filter((kind) => layerOf(kind)?.arity.max !== 0);
  const fitting = new Set(kinds.filter((kind) => takes(kind, shape)));
  const likely = (usualAfter[shape.length] ?? []).filter((kind) => fitting.has(kind));
  return {
    likely,
    fitting: kinds.filter((kind) => fitting.has(kind) && !likely.includes(kind)),
    others: kinds.filter((kind) => !fitting.has(kind)),
  };
}

/** A layer that joins several is asked with as many of the same shape as it needs. */
export function takes(kind: LayerKind, shape: Shape): boolean {
  const definition = layerOf(kind);
  if (!definition) return false;
  const inputs = Array.from({ length: Math.max(1, definition.arity.min) }, () => shape);
  return figuresOf(definition, defaultParams(kind), inputs).ok;
}
