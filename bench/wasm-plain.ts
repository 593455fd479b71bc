import * as tf from '@tensorflow/tfjs-core';
import type { NetworkName } from './networks.ts';
import { plainModel } from './plain-model.ts';

/** The networks in tfjs-layers, trained as its users train them, the loss read at each step. */
export function plainTraining(network: NetworkName, batchSize: number) {
  const model = plainModel(network);
  const x = tf.randomUniform([batchSize, ...(model.inputs[0]?.shape.slice(1).map(Number) ?? [])]);
  const labels = tf.tensor1d(
    Array.from({ length: batchSize }, (_, i) => i % 10),
    'int32',
  );
  const y = tf.cast(tf.oneHot(labels, 10), 'float32');
  return {
    step: () => model.trainOnBatch(x, y),
    dispose: () => {
      model.dispose();
      tf.dispose([x, y, labels]);
    },
  };
}
