import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentOf, type Line } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import type { CompiledNetwork } from '../../core/compile/topology.ts';
import { needsStrideLayers } from '../../core/interop/tfjs/topology.ts';
import { writeTfjsModel } from '../../core/interop/tfjs/write.ts';
import { activationNames } from '../../core/layers/names.ts';
import { defaultParams, type LayerKind, layerDefinitions, layerOf } from '../../core/layers/registry.ts';
import { type Random, seededRandom } from '../../core/layers/testing/random.ts';
import { randomParams } from '../../core/layers/testing/random-layer.ts';
import type { Shape } from '../../core/math/shape.ts';
import { forward } from '../network/forward.ts';
import { initialValues } from '../network/initializers.ts';
import { Model } from '../network/model.ts';
import { buildProgram } from '../network/program.ts';
import type { NamedWeight } from '../protocol.ts';
import { startForTest } from '../testing/backends.ts';
import { openPlainModel, predictPlain } from './plain-model.ts';

const perKind = 25;
const firstSeed = 20_261_122;

type Params = Readonly<Record<string, unknown>>;

interface Case {
  readonly what: string;
  readonly kind: LayerKind;
  readonly network: CompiledNetwork;
  readonly weights: readonly NamedWeight[];
  readonly image: Float32Array;
}

const inside = (kind: LayerKind, params: Params) => ({ kind, params: { ...defaultParams(kind), ...params } });

/** In groups, mostly: each its own channel, or one for all. */
const grouped = (random: Random, [[...shape] = []]: readonly Shape[]): Params => {
  const groups = random.chance(0.4) ? (shape.at(-1) ?? 1) : 1;
  return { groups, filters: groups * random.int(1, 3) };
};

/** Params that change values, not shapes, and options that tfjs lacks: the shape tests draw few of them. */
const wider: { readonly [K in LayerKind]?: (random: Random, inputs: readonly Shape[]) => Params } = {
  relu: (random) => ({
    maxValue: random.pick([null, 0, 0.5, 6]),
    negativeSlope: random.pick([0, 0.2, 1.5]),
    threshold: random.pick([0, 0, 0.3, 2, -1]),
  }),
  leakyRelu: (random) => ({ negativeSlope: random.pick([0, 0.01, 0.3, 1, 2]) }),
  elu: (random) => ({ alpha: random.pick([0, 0.5, 1, 3]) }),
  upSampling2d: (random) => ({
    size: [random.int(1, 5), random.int(1, 5)],
    interpolation: random.pick(['nearest', 'bilinear', 'bilinear']),
  }),
  softmax: () => ({ axis: -1 }),
  conv1d: grouped,
  conv2d: grouped,
  conv3d: (random, inputs) => ({
    ...grouped(random, inputs),
    ...(random.chance(0.3) && { ...skipping, kernelSize: [1, 2, 1] }),
  }),
  averagePooling3d: (random) => (random.chance(0.3) ? { ...skipping, poolSize: [2, 1, 2] } : {}),
  maxPooling3d: (random) => (random.chance(0.3) ? { ...skipping, poolSize: [2, 1, 2] } : {}),
  groupNormalization: (random, [[...shape] = []]) => ({ groups: random.pick([1, -1, shape.at(-1) ?? 1]) }),
  timeDistributed: (random) =>
    random.chance(0.4)
      ? {
          layer: random.pick([
            inside('dense', { units: 3, activation: 'hardSigmoid' }),
            inside('dense', { units: 3, activation: 'exponential' }),
            inside('groupNormalization', { groups: 1 }),
            inside('gru', { units: 3 }),
            inside('elu', { alpha: 2 }),
            inside('relu', { negativeSlope: 0.5, maxValue: 1 }),
          ]),
        }
      : {},
  bidirectional: (random) =>
    random.chance(0.4) ? { layer: inside('gru', { units: 3, recurrentActivation: 'hardSigmoid' }) } : {},
};

/** A stride beyond the window, with padding. */
const skipping: Params = { strides: [3, 3, 3], padding: 'same', dilationRate: [1, 1, 1] };

/** Of each rank; sizes of images are drawn. */
const shapes: readonly Shape[] = [[], [5], [5, 6], [], [5, 6, 4, 3]];

function drawn(kind: LayerKind, seed: number): Case | null {
  const random = seededRandom(seed);
  const { ranks = 'any', min = 1 } = layerOf(kind)?.arity ?? {};
  const rank =
    kind === 'input' ? 3 : ranks === 'any' ? random.pick([1, 2, 3, 4]) : random.pick([ranks[0] ?? 1, ...ranks]);
  const image = [random.int(1, 9), random.int(1, 9), random.int(1, 4)];
  const shape = rank === 3 ? image : (shapes[rank] ?? []);
  const inputs = Array.from({ length: min }, () => shape);
  return around(kind, { ...randomParams[kind](random, inputs), ...wider[kind]?.(random, inputs) }, shape, seed);
}

/**
 * A network with one layer of this kind. Another reads it, so that an output which goes by a new name is found. `null`
 * where the layer does not take these params.
 */
function around(kind: LayerKind, params: Params, shape: Shape, seed: number): Case | null {
  const isInput = kind === 'input';
  const merges = (layerOf(kind)?.arity.min ?? 1) > 1;
  const lines: Line[] = [
    ...(isInput ? [] : [['in', 'input', { shape: [...shape] }] as const]),
    ...(merges ? [['beside', 'tanh', {}, ['in']] as const] : []),
    ['layer', kind, { ...params }, isInput ? [] : merges ? ['in', 'beside'] : ['in']],
    ['after', 'leakyRelu', { negativeSlope: 0.5 }, ['layer']],
  ];
  const compiled = compileNetwork(documentOf(lines));
  if (!compiled.ok) return null;
  const network = compiled.value;
  const weights = buildProgram(network).weights.map(({ fullName: name, shape: size }, i) => ({
    name,
    shape: size,
    // A variance is positive.
    values: initialValues({ kind: 'uniform', min: name.endsWith('variance') ? 0.5 : -0.7, max: 1 }, size, seed + i),
  }));
  const image = inputValues(kind, params, network.inputShape, seed);
  return { what: `${kind} ${JSON.stringify(params)} on ${shape}`, kind, network, weights, image };
}

/** Numbers around 0; ids of tokens for a table. */
function inputValues(kind: LayerKind, params: Params, shape: Shape, seed: number): Float32Array {
  const values = initialValues({ kind: 'normal', mean: 0, deviation: 2 }, shape, seed);
  if (kind !== 'embedding') return values;
  return values.map((value) => Math.floor(Math.abs(value) * 100) % Number(params.inputDim));
}

/** What plain tfjs makes of what is written; the codes of the obstacles where nothing is. */
async function plainOutput({ network, weights, image }: Case): Promise<Float32Array | string> {
  const written = writeTfjsModel(network, weights);
  if (!written.ok) return written.error.map(({ code }) => code).join();
  const model = await openPlainModel(written.value);
  const output = predictPlain(model, image);
  model.dispose();
  return output;
}

function engineOutput({ network, weights, image }: Case): Float32Array {
  const program = buildProgram(network);
  const model = Model.from(program, weights);
  const values = tf.tidy(() => {
    const x = tf.tensor(image, [1, ...network.inputShape]);
    return forward(program, model.weights, x, { training: false, seed: 0 }).output.dataSync<'float32'>();
  });
  model.dispose();
  return new Float32Array(values);
}

const difference = (a: Float32Array, b: Float32Array): number =>
  a.length === b.length
    ? a.reduce(
        (most, value, i) => Math.max(most, Object.is(value, b[i]) ? 0 : Math.abs(value - (b[i] ?? Number.NaN))),
        0,
      )
    : Number.NaN;

const present = <T>(value: T | null): readonly T[] => (value === null ? [] : [value]);

const cases: readonly Case[] = [
  ...layerDefinitions.flatMap(({ kind }, k) =>
    kind === 'custom'
      ? []
      : Array.from({ length: perKind }, (_, i) => drawn(kind, firstSeed + k * perKind + i)).flatMap(present),
  ),
  ...activationNames.flatMap((activation, i) =>
    (['activation', 'dense', 'conv2d', 'separableConv2d', 'depthwiseConv2d'] as const).flatMap((kind) =>
      present(around(kind, { activation }, [4, 5, 3], firstSeed + i)),
    ),
  ),
];

describe('what is written for plain tfjs', () => {
  const plain: (Float32Array | string)[] = [];
  const ours: Float32Array[] = [];

  // Plain tfjs has had its say before the engine starts, which replaces some of its kernels.
  beforeAll(async () => {
    tf.env().set('PROD', true);
    // Those that are opened as tfjs is come first: it keeps what it is taught.
    const needs = cases.map(({ network }) => needsStrideLayers(network));
    for (const taught of [false, true]) {
      for (const [i, one] of cases.entries())
        if (needs[i] === taught) plain[i] = await plainOutput(one).catch((error) => `refused: ${error}`);
    }
    await startForTest('wasm');
    for (const one of cases) ours.push(engineOutput(one));
  });

  it('predicts as the engine does, each kind and each activation', () => {
    const wrong = cases.flatMap(({ what }, i) => {
      const [there, here = new Float32Array()] = [plain[i], ours[i]];
      if (typeof there === 'string') return [`${what}: ${there}`];
      const most = there ? difference(there, here) : Number.NaN;
      // A state that a recurrent layer does not bound grows large, to what is no number on both sides.
      const size = here.reduce((largest, value) => Math.max(largest, Math.abs(value) || 0), 1);
      return most < 1e-5 * size ? [] : [`${what}: ${most}`];
    });
    expect(wrong).toEqual([]);
  });

  it('was asked about every kind, and not about constants only', () => {
    for (const { kind } of layerDefinitions.filter(({ kind: one }) => one !== 'custom')) {
      const asked = cases.flatMap((one, i) => (one.kind === kind && typeof plain[i] !== 'string' ? [ours[i]] : []));
      expect(asked.length, kind).toBeGreaterThan(10);
      expect(asked.filter((output) => new Set(output).size > 1).length, kind).toBeGreaterThan(asked.length / 2);
    }
  });
});
