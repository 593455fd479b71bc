import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { analyze } from '../../analysis/analyze.ts';
import { kerasLayers } from '../../compile/layers.ts';
import { startTfjs } from '../../layers/testing/tfjs-reference.ts';
import { readKerasModel } from './read.ts';

beforeAll(startTfjs);

/** What tfjs itself writes of a model, and what it says of the layers. */
function compare(model: tf.LayersModel): void {
  const read = readKerasModel({
    format: 'layers-model',
    modelTopology: JSON.parse(JSON.stringify(model.toJSON(null, false))),
  });
  if (!read.ok) throw new Error(read.error.message);
  expect(read.value.report).toMatchObject({ custom: [], changed: [] });
  const { graph } = read.value.document;
  const ours = kerasLayers(graph, analyze(graph)).filter(({ className }) => className !== 'InputLayer');
  const theirs = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  expect(ours.map(({ name, outputShape, parameters }) => [name, outputShape, parameters])).toEqual(
    theirs.map((layer) => [layer.name, [layer.outputShape].flat().slice(1), layer.countParams()]),
  );
  model.dispose();
}

test('a sequential model of tfjs, whose first layer says the shape', () => {
  const { layers } = tf;
  compare(
    tf.sequential({
      layers: [
        layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 5, activation: 'relu' }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.batchNormalization(),
        layers.leakyReLU({ alpha: 0.2 }),
        layers.zeroPadding2d({ padding: [2, 1] }),
        layers.depthwiseConv2d({ kernelSize: 3 }),
        layers.dropout({ rate: 0.25 }),
        layers.flatten(),
        layers.dense({ units: 10, activation: 'softmax', kernelRegularizer: 'l1l2' }),
      ],
    }),
  );
});

test('a functional model of tfjs with branches', () => {
  const { layers } = tf;
  const input = tf.input({ shape: [12, 6] });
  const forth = layers.gru({ units: 3, recurrentInitializer: 'glorotUniform', returnSequences: true }).apply(input);
  const both = layers
    .bidirectional({
      layer: tf.layers.lstm({ units: 4, recurrentInitializer: 'glorotUniform', returnSequences: true }) as tf.RNN,
      mergeMode: 'concat',
    })
    .apply(input);
  if (!(forth instanceof tf.SymbolicTensor) || !(both instanceof tf.SymbolicTensor)) throw new Error('not symbolic');
  const joined = layers.concatenate().apply([forth, both]);
  const steps = layers.timeDistributed({ layer: layers.dense({ units: 2 }) }).apply(joined);
  if (!(steps instanceof tf.SymbolicTensor)) throw new Error('not symbolic');
  compare(tf.model({ inputs: input, outputs: steps }));
});
