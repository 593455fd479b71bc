import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../core/analysis/analyze.ts';
import { documentOf, type Line } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import type { CompiledNetwork } from '../../core/compile/topology.ts';
import { applyCommands, type Command } from '../../core/document/commands.ts';
import type { Graph, NodeParams, StrideDocument } from '../../core/document/schema.ts';
import type { NamedTensor } from '../../core/interop/tensors.ts';
import { type Random, seededRandom } from '../../core/layers/testing/random.ts';
import { drawLayer, type Made, withLayer } from '../../core/layers/testing/random-network.ts';
import { shapeSize } from '../../core/math/shape.ts';
import { type Carried, carryWeights } from '../../core/surgery/carry-weights.ts';
import { combine, uniformStream } from '../random.ts';
import { startForTest } from '../testing/backends.ts';
import { complete, requestOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';
import { forwardAll } from './forward.ts';
import { buildProgram } from './program.ts';

beforeAll(() => startForTest('wasm'));

function compiled(graph: Graph): CompiledNetwork {
  const network = compileNetwork(graph, 'model');
  if (!network.ok) throw new Error(network.error.map(({ message }) => message).join(' '));
  return network.value;
}

/** Values as training leaves them: no weight is 0 or 1, variances are above 0. */
function weightsOf(network: CompiledNetwork, seed: number): readonly NamedTensor[] {
  return buildProgram(network).weights.map(({ fullName, name, shape }, place) => {
    const draw = uniformStream(combine(seed, place));
    const scale = 2 / Math.sqrt(shapeSize(shape.slice(0, -1)) + 1);
    const value = () => (name.includes('variance') ? 0.5 + draw() : scale * (draw() - 0.45));
    return { name: fullName, shape, values: Float32Array.from({ length: shapeSize(shape) }, value) };
  });
}

function answer(network: CompiledNetwork, weights: readonly NamedTensor[]): Float32Array {
  const program = buildProgram(network);
  const byName = new Map(weights.map((one) => [one.name, one]));
  const found: Float32Array[] = [];
  tf.tidy(() => {
    const tensors = program.weights.map(({ fullName, shape }) =>
      tf.tensor(byName.get(fullName)?.values ?? [], [...shape]),
    );
    const inputs = network.inputs.map(({ shape }, place) => {
      const draw = uniformStream(combine(place, 5));
      return tf.tensor(Float32Array.from({ length: 2 * shapeSize(shape) }, draw), [2, ...shape]);
    });
    forwardAll(program, tensors, inputs, {
      training: false,
      seed: 0,
      visit: ({ name }, output) => {
        if (network.outputs.some((end) => end.name === name)) found.push(Float32Array.from(output.dataSync()));
      },
    });
  });
  return Float32Array.from(found.flatMap((values) => [...values]));
}

function farthest(a: Float32Array, b: Float32Array): number {
  expect(b.length).toBe(a.length);
  const scale = Math.max(1e-3, ...a.map(Math.abs));
  return Math.max(0, ...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN)))) / scale;
}

interface Edited {
  readonly carried: Carried;
  readonly difference: number;
}

function edited(before: StrideDocument, commands: readonly Command[], grow = true): Edited {
  const old = compiled(before.graph);
  const weights = weightsOf(old, 4);
  const after = applyCommands(before, commands);
  const network = compiled(after.graph);
  const carried = carryWeights({ network: old, weights }, network, analyze(after.graph), grow);
  if (carried.fresh.length > 0) return { carried, difference: Number.NaN };
  return { carried, difference: farthest(answer(old, weights), answer(network, carried.weights())) };
}

const set = (node: string, params: Readonly<Record<string, unknown>>): Command => ({
  type: 'setParams',
  node,
  params,
});

const image: Line = ['in', 'input', { shape: [8, 8, 3] }];
const conv = (filters: number, more = {}) => ({ filters, kernelSize: [3, 3], padding: 'same', ...more });
const head: readonly Line[] = [
  ['gap', 'globalAveragePooling2d', {}, ['end']],
  ['out', 'dense', { units: 4, activation: 'softmax' }, ['gap']],
];

const cases: readonly (readonly [
  name: string,
  lines: readonly Line[],
  commands: readonly Command[],
  widened: string[],
])[] = [
  [
    'convolutions, batch normalisation, pools, Flatten, Dense',
    [
      image,
      ['a', 'conv2d', conv(4, { activation: 'relu' }), ['in']],
      ['n', 'batchNormalization', {}, ['a']],
      ['p', 'maxPooling2d', {}, ['n']],
      ['b', 'conv2d', conv(5, { activation: 'tanh' }), ['p']],
      ['f', 'flatten', {}, ['b']],
      ['h', 'dense', { units: 6, activation: 'relu' }, ['f']],
      ['end', 'dropout', {}, ['h']],
      ['out', 'dense', { units: 3, activation: 'softmax' }, ['end']],
    ],
    [set('a', { filters: 9 }), set('b', { filters: 7 }), set('h', { units: 20 })],
    ['a', 'b', 'h'],
  ],
  [
    'both ways into a sum',
    [
      image,
      ['a', 'conv2d', conv(4), ['in']],
      ['s', 'conv2d', conv(4, { kernelSize: [1, 1] }), ['in']],
      ['sum', 'add', {}, ['a', 's']],
      ['end', 'relu', {}, ['sum']],
      ...head,
    ],
    [set('a', { filters: 10 }), set('s', { filters: 10 })],
    ['a', 's'],
  ],
  [
    'one branch of a concatenation',
    [
      image,
      ['a', 'conv2d', conv(2), ['in']],
      ['b', 'conv2d', conv(3), ['in']],
      ['cat', 'concatenate', {}, ['a', 'b']],
      ['end', 'conv2d', conv(5), ['cat']],
      ...head,
    ],
    [set('a', { filters: 5 })],
    ['a'],
  ],
  [
    'what depthwise and separable convolutions, PReLU and a transposed one follow',
    [
      image,
      ['a', 'conv2d', conv(4), ['in']],
      ['d', 'depthwiseConv2d', { kernelSize: [3, 3], padding: 'same', depthMultiplier: 2 }, ['a']],
      ['r', 'prelu', { sharedAxes: [1, 2] }, ['d']],
      ['s', 'separableConv2d', conv(4), ['r']],
      ['t', 'conv2dTranspose', conv(3, { strides: [2, 2] }), ['s']],
      ['end', 'elu', {}, ['t']],
      ...head,
    ],
    [set('a', { filters: 6 }), set('s', { filters: 7 }), set('t', { filters: 5 })],
    ['a', 's', 't'],
  ],
];

describe('widening', () => {
  it.each(cases)('keeps what a network computes: %s', (_, lines, commands, widened) => {
    const { carried, difference } = edited(documentOf(lines), commands);
    expect(carried).toMatchObject({ widened, inserted: [], fresh: [] });
    expect(difference).toBeLessThan(2e-6);
  });

  it('is not done unless asked for', () => {
    const [, lines, commands] = cases[1] ?? ['', [], []];
    expect(edited(documentOf(lines), commands, false).carried).toMatchObject({ widened: [], fresh: ['a', 's', 'out'] });
  });

  it.each([
    ['an output of the network', 'dense', { units: 5 }],
    ['a layer normalisation', 'layerNormalization', {}],
    ['a softmax over the channels', 'softmax', {}],
  ] as const)('gives way to %s', (_, kind, params) => {
    const lines: Line[] = [image, ['gap', 'globalAveragePooling2d', {}, ['in']], ['a', 'dense', { units: 4 }, ['gap']]];
    if (kind === 'dense') expect(edited(documentOf(lines), [set('a', params)]).carried.fresh).toEqual(['a']);
    else {
      lines.push(['mix', kind, params, ['a']], ['out', 'dense', { units: 2 }, ['mix']]);
      const { carried } = edited(documentOf(lines), [set('a', { units: 8 })]);
      expect(carried.widened).toEqual([]);
      expect(carried.fresh).toContain('a');
    }
  });

  it('leaves a sum alone whose other side was not widened with it', () => {
    const lines: Line[] = [
      image,
      ['a', 'conv2d', conv(3), ['in']],
      ['b', 'conv2d', conv(6), ['in']],
      ['sum', 'add', {}, ['a2', 'b']],
      ['a2', 'conv2d', conv(6), ['a']],
      ['end', 'relu', {}, ['sum']],
      ...head,
    ];
    const { carried, difference } = edited(documentOf(lines), [set('a', { filters: 5 })]);
    expect(carried.widened).toEqual(['a']);
    expect(difference).toBeLessThan(2e-6);
  });

  it('repeats that learn do not stay alike', async () => {
    const before = documentOf([
      ['in', 'input', { shape: [8, 8, 1] }],
      ['f', 'flatten', {}, ['in']],
      ['h', 'dense', { units: 3, activation: 'relu' }, ['f']],
      ['out', 'dense', { units: 4, activation: 'softmax' }, ['h']],
    ]);
    const after = applyCommands(before, [set('h', { units: 6 })]);
    const network = compiled(after.graph);
    const old = compiled(before.graph);
    const carried = carryWeights({ network: old, weights: weightsOf(old, 4) }, network, analyze(after.graph), true);
    const initial = carried.weights();
    const engine = createSameThreadEngine();
    const { outcome } = await complete(engine, requestOf({ network, initial }, { epochs: 1 }));
    engine.destroy();
    const columns = (weights: readonly NamedTensor[] = []) => {
      const values = weights.find(({ name }) => name === 'h/kernel')?.values ?? new Float32Array();
      return Array.from({ length: 6 }, (_, unit) => values.filter((_, i) => i % 6 === unit));
    };
    const started = columns(initial);
    const ended = columns(outcome.last?.weights);
    for (let unit = 0; unit < 3; unit++) {
      expect(started[unit]).toEqual(started[unit + 3]);
      expect(ended[unit]).not.toEqual(ended[unit + 3]);
    }
  });
});

describe('inserting', () => {
  const lines: Line[] = [
    image,
    ['a', 'conv2d', conv(4, { activation: 'relu' }), ['in']],
    ['p', 'maxPooling2d', {}, ['a']],
    ['b', 'conv2d', conv(5), ['p']],
    ['end', 'flatten', {}, ['b']],
    ['out', 'dense', { units: 4 }, ['end']],
  ];
  const before = documentOf(lines);
  const insertedAfter = (source: string, kind: string, params: NodeParams): StrideDocument =>
    documentOf([
      ...lines.map(([id, kindOf, own = {}, inputs = []]): Line => {
        const fed = inputs.map((one) => (one === source ? 'new' : one));
        return [id, kindOf, own, fed];
      }),
      ['new', kind, params, [source]],
    ]);

  const grown = (source: string, kind: string, params: NodeParams): Edited => {
    const old = compiled(before.graph);
    const weights = weightsOf(old, 4);
    const after = insertedAfter(source, kind, params);
    const network = compiled(after.graph);
    const carried = carryWeights({ network: old, weights }, network, analyze(after.graph), true);
    const drawn = carried.fresh.length > 0;
    return {
      carried,
      difference: drawn ? Number.NaN : farthest(answer(old, weights), answer(network, carried.weights())),
    };
  };

  it.each([
    ['a', 'conv2d', conv(4)],
    ['p', 'conv2d', conv(4, { activation: 'relu', kernelSize: [5, 3] })],
    ['b', 'conv2d', conv(5, { kernelSize: [1, 1], useBias: false })],
    ['end', 'dense', { units: 80 }],
  ] as const)('after %s, %s gives back what it gets', (source, kind, params) => {
    const { carried, difference } = grown(source, kind, params);
    expect(carried).toMatchObject({ inserted: ['new'], fresh: [] });
    expect(difference).toBe(0);
  });

  it.each([
    ['b', 'conv2d', conv(5, { activation: 'relu' })],
    ['a', 'conv2d', conv(4, { activation: 'tanh' })],
    ['a', 'conv2d', conv(4, { kernelSize: [2, 2] })],
  ] as const)('after %s, %s that cannot is drawn anew', (source, kind, params) => {
    expect(grown(source, kind, params).carried).toMatchObject({ inserted: [], fresh: ['new'] });
  });
});

describe('on random networks', () => {
  it('nothing is called widened that changes what the network computes', () => {
    let changed = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const random = seededRandom(seed);
      const before = { ...documentOf([]), graph: randomNetwork(random) };
      for (const { source } of Object.values(before.graph.edges)) {
        const commands = widerOf(before.graph.nodes[source], random);
        const after = applyCommands(before, commands);
        if (commands.length === 0 || analyze(after.graph).problems.some(({ severity }) => severity === 'error'))
          continue;
        const { carried, difference } = edited(before, commands);
        if (carried.fresh.length > 0) continue;
        changed++;
        expect(difference, `seed ${seed}, ${source}`).toBeLessThan(1e-4);
      }
    }
    expect(changed).toBeGreaterThan(15);
  });
});

/** Kinds that repeated channels go through, and some that they do not. */
const drawn =
  /^(conv|depthwise|separable|dense|batch|layerNorm|relu|elu|prelu|softmax|dropout|flatten|add|mult|max|average|concat|global|zeroP|upS|input)/;

function randomNetwork(random: Random): Graph {
  let graph: Graph = { nodes: {}, edges: {} };
  const made: Made[] = [];
  const wanted = random.int(4, 9);
  for (let tries = 0; made.length < wanted && tries < wanted * 8; tries++) {
    const allows = (kind: string) => drawn.test(kind);
    const { kind, params, inbound } = drawLayer(random, made, made.length === 0, { allows, mistakes: 0 });
    const sources = inbound.flatMap((i) => made[i] ?? []);
    const id = `${kind}_${made.length}`;
    const grown = withLayer(
      graph,
      { id, kind, name: id, params },
      sources.map((source) => source.id),
    );
    const node = analyze(grown).nodes[id];
    if (!node?.output || shapeSize(node.output.shape) > 4000) continue;
    graph = grown;
    made.push({ id, kind, params, inbound, inputs: sources.map(({ shape }) => shape), shape: node.output.shape, node });
  }
  return graph;
}

function widerOf(node: Graph['nodes'][string] | undefined, random: Random): readonly Command[] {
  const { id = '', params = {} } = node ?? {};
  const field = ['filters', 'units'].find((name) => typeof params[name] === 'number');
  if (field === undefined) return [];
  return [set(id, { [field]: Number(params[field]) + random.int(1, 6) })];
}
