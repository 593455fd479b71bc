import { type FrozenBase, frozenBase } from '../../core/analysis/frozen-base.ts';
import { shapeSize } from '../../core/math/shape.ts';
import type { ProgramLayer } from './program.ts';

/** @param outputs places of the network's outputs. */
export const baseOf = (layers: readonly ProgramLayer[], outputs: readonly number[]): FrozenBase =>
  frozenBase(
    layers.map(({ inputs, layer, frozen, activityRegularizer }, place) => ({
      inputs,
      values: shapeSize(layer.outputShape),
      // A penalty on an output is part of the loss, whatever is trained.
      fixed:
        layer.weights.every(({ trainable }) => !trainable) &&
        layer.movesWeights !== true &&
        activityRegularizer === null,
      frozen,
      judged: outputs.includes(place),
    })),
  );
