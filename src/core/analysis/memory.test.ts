import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { templateById } from '../../../templates/index.ts';
import { optimizers } from '../document/schema.ts';
import { analyze } from './analyze.ts';
import { inferencePeak, largestBatch, optimizerSlots, trainingMemory } from './memory.ts';
import { graphOf, type Line } from './testing/graph.ts';

function built(id: string) {
  const template = templateById(id);
  if (!template) throw new Error(`no template ${id}`);
  const { graph } = template.build();
  return { graph, analysis: analyze(graph) };
}

describe('inferencePeak', () => {
  beforeAll(() => tf.setBackend('cpu'));

  /** Most bytes that tfjs holds right after a layer, weights not counted, and its order: its executor frees what nobody reads any more. */
  function runInTfjs(model: tfl.LayersModel, shape: number[]): { readonly bytes: number; readonly order: string[] } {
    const weights = tf.memory().numBytes;
    let bytes = 0;
    const order: string[] = [];
    for (const layer of model.layers) {
      const apply = layer.apply.bind(layer);
      layer.apply = (inputs, kwargs) => {
        const output = apply(inputs, kwargs);
        bytes = Math.max(bytes, tf.memory().numBytes - weights);
        order.push(layer.name);
        return output;
      };
    }
    tf.tidy(() => {
      model.apply(tf.zeros([1, ...shape]));
    });
    return { bytes, order };
  }

  it('is what tfjs holds at most, in a network with branches', () => {
    const input = tfl.input({ shape: [12, 12, 4], name: 'in' });
    const conv = (name: string, filters: number, strides = 1) =>
      tfl.layers.conv2d({ name, filters, kernelSize: 3, strides, padding: 'same' });
    const layered = (layer: tfl.layers.Layer, ...from: tfl.SymbolicTensor[]): tfl.SymbolicTensor => {
      const output = layer.apply(from);
      if (!(output instanceof tfl.SymbolicTensor)) throw new Error('no symbol');
      return output;
    };
    const a = layered(conv('a', 8), input);
    const b = layered(tfl.layers.reLU({ name: 'b' }), a);
    const c = layered(conv('c', 8), b);
    const wide = layered(conv('wide', 24, 2), layered(tfl.layers.add({ name: 'sum' }), c, a));
    const pooled = layered(tfl.layers.maxPooling2d({ name: 'pooled', poolSize: 2 }), layered(conv('side', 4), input));
    const last = layered(tfl.layers.concatenate({ name: 'end' }), wide, pooled);
    const measured = runInTfjs(tfl.model({ inputs: input, outputs: last }), [12, 12, 4]);
    const graph = graphOf([
      ['in', 'input', { shape: [12, 12, 4] }],
      ['a', 'conv2d', { filters: 8, padding: 'same' }, ['in']],
      ['b', 'relu', {}, ['a']],
      ['c', 'conv2d', { filters: 8, padding: 'same' }, ['b']],
      ['sum', 'add', {}, ['c', 'a']],
      ['wide', 'conv2d', { filters: 24, strides: [2, 2], padding: 'same' }, ['sum']],
      ['side', 'conv2d', { filters: 4, padding: 'same' }, ['in']],
      ['pooled', 'maxPooling2d', {}, ['side']],
      // tfjs keeps what it was fed to the end: here the network still reads it there.
      ['end', 'concatenate', {}, ['wide', 'pooled']],
      ['late', 'flatten', {}, ['in']],
    ]);
    const found = inferencePeak(graph, { ...analyze(graph), order: ['in', ...measured.order, 'late'] });
    expect(measured.order).toHaveLength(8);
    expect(found?.bytes).toBe(measured.bytes);
    expect(found?.atId).toBe('c');
  });

  it('of VGG-16 is the first two convolutions: 2·224·224·64 values', () => {
    const { graph, analysis } = built('vgg-16');
    const found = inferencePeak(graph, analysis);
    expect(found).toEqual({ bytes: 25_690_112, atId: 'block1_conv2', aliveIds: ['block1_conv1', 'block1_conv2'] });
  });

  it('is not known where a shape is not', () => {
    const graph = graphOf([['a', 'relu', {}, []]]);
    expect(inferencePeak(graph, analyze(graph))).toBeNull();
    expect(inferencePeak(graphOf([]), analyze(graphOf([])))).toBeNull();
  });
});

describe('trainingMemory', () => {
  it('counts the optimizer’s slots as Keras 3.15 makes them', () => {
    // Values in `optimizer.variables`, scalars left out, after build on a model of 66 weights.
    const keras = { sgd: 0, momentum: 66, nesterov: 66, adagrad: 66, rmsprop: 66, adam: 132, adamw: 132 };
    for (const name of optimizers) expect(optimizerSlots[name] * 66, name).toBe(keras[name]);
  });

  // Sum of the output shapes that Keras gives, times 4, as its own summary has them.
  it.each([
    ['vgg-16', 61_050_784, 138_357_544, 138_357_544],
    ['resnet-50', 148_480_848, 25_636_712, 25_583_592],
    ['inception-v3', 130_217_548, 23_851_784, 23_817_352],
  ])('%s: weights, gradients, slots and a batch of activations', (id, activations, parameters, trainable) => {
    const { graph, analysis } = built(id);
    const found = trainingMemory(graph, analysis, { optimizer: 'adam', batchSize: 32 });
    expect(found.weights.value).toBe(4 * parameters);
    expect(found.gradients.value).toBe(4 * trainable);
    expect(found.slots.value).toBe(8 * trainable);
    expect(found.activations.value).toBe(32 * activations);
    expect(found.total.value).toBe(4 * parameters + 12 * trainable + 32 * activations);
    expect(found.atLeast).toBe(false);
  });

  it('says that it is a lower bound where a layer is not analysed', () => {
    const graph = graphOf([
      ['in', 'input', { shape: [4] }],
      ['x', 'custom', { className: 'Mystery', outputShape: [4] }, ['in']],
    ]);
    expect(trainingMemory(graph, analyze(graph), { optimizer: 'sgd', batchSize: 1 }).atLeast).toBe(true);
  });
});

describe('largestBatch', () => {
  const lines: readonly Line[] = [
    ['in', 'input', { shape: [8, 8, 3] }],
    ['conv', 'conv2d', { filters: 4 }, ['in']],
    ['flat', 'flatten', {}, ['conv']],
    ['fc', 'dense', { units: 10 }, ['flat']],
  ];
  const graph = graphOf(lines);
  const analysis = analyze(graph);

  it('fits, and one sample more does not', () => {
    fc.assert(
      fc.property(fc.constantFrom(...optimizers), fc.integer({ min: 0, max: 10_000_000 }), (optimizer, budget) => {
        const batch = largestBatch(graph, analysis, { optimizer }, budget);
        const bytes = (batchSize: number) => trainingMemory(graph, analysis, { optimizer, batchSize }).total.value;
        if (batch > 0) expect(bytes(batch)).toBeLessThanOrEqual(budget);
        expect(bytes(batch + 1)).toBeGreaterThan(budget);
      }),
    );
  });

  it('is 0 for a network of nothing', () => {
    const empty = graphOf([]);
    expect(largestBatch(empty, analyze(empty), { optimizer: 'adam' }, 1e9)).toBe(0);
  });
});
