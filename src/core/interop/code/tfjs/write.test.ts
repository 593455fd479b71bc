import { layers, initializers as named, regularizers } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { documentOf, type Line } from '../../../analysis/testing/graph.ts';
import { compileNetwork } from '../../../compile/compile.ts';
import { tfjsFactories } from './factories.ts';
import { writeTfjsCode } from './write.ts';

type Written = ReadonlyMap<string, string>;

function written(lines: readonly Line[], sharing: Readonly<Record<string, string>> = {}, title = 'Test'): Written {
  const { graph } = documentOf(lines);
  const nodes = Object.fromEntries(
    Object.entries(graph.nodes).map(([id, node]) => {
      const owner = sharing[id];
      return [id, owner === undefined ? node : { ...node, sharesWith: owner }];
    }),
  );
  const compiled = compileNetwork({ ...graph, nodes }, 'model');
  if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join(' '));
  const made = writeTfjsCode(compiled.value, [], { title });
  if (!made.ok) throw new Error(made.error.map(({ message }) => message).join(' '));
  return new Map(made.value.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
}

const codeOf = (...args: Parameters<typeof written>): string => written(...args).get('model.js') ?? '';

/** The lines of `buildModel`. */
const bodyOf = (code: string): string =>
  code.slice(code.indexOf('{', code.indexOf('buildModel')) + 2, code.indexOf('\n}\n'));

const glorot = { kernelInitializer: 'glorotNormal' };

describe('writeTfjsCode', () => {
  it('writes a residual network as a person would', () => {
    const files = written([
      ['in', 'input', { shape: [8, 8, 3] }],
      ['stem', 'conv2d', { ...glorot, filters: 4, padding: 'same', activation: 'relu' }, ['in']],
      ['a', 'conv2d', { filters: 4, kernelSize: [1, 3], padding: 'same', useBias: false }, ['stem']],
      ['norm', 'batchNormalization', { epsilon: 1e-5 }, ['a']],
      ['sum', 'add', {}, ['norm', 'stem']],
      [
        'pad',
        'zeroPadding2d',
        {
          padding: [
            [1, 0],
            [2, 2],
          ],
        },
        ['sum'],
      ],
      ['pool', 'maxPooling2d', {}, ['pad']],
      ['flat', 'flatten', {}, ['pool']],
      ['out', 'dense', { ...glorot, units: 5, activation: 'softmax' }, ['flat']],
    ]);
    const [head, foot = ''] = (files.get('model.js') ?? '').split('\n/**\n * Puts trained weights');
    expect(head).toBe(`/** Test: the network, as it was drawn in Stride. */

import * as tf from '@tensorflow/tfjs';

/** The network, its weights drawn anew. */
export function buildModel() {
  const inputs = tf.input({ shape: [8, 8, 3], name: 'in' });
  const stem = tf.layers
    .conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', name: 'stem' })
    .apply(inputs);
  let x = tf.layers
    .conv2d({
      filters: 4,
      kernelSize: [1, 3],
      padding: 'same',
      useBias: false,
      kernelInitializer: 'glorotUniform',
      name: 'a',
    })
    .apply(stem);
  x = tf.layers.batchNormalization({ epsilon: 1e-5, name: 'norm' }).apply(x);
  x = tf.layers.add({ name: 'sum' }).apply([x, stem]);
  x = tf.layers
    .zeroPadding2d({
      padding: [
        [1, 0],
        [2, 2],
      ],
      name: 'pad',
    })
    .apply(x);
  x = tf.layers.maxPooling2d({ name: 'pool' }).apply(x);
  x = tf.layers.flatten({ name: 'flat' }).apply(x);
  const outputs = tf.layers.dense({ units: 5, activation: 'softmax', name: 'out' }).apply(x);
  return tf.model({ inputs, outputs, name: 'model' });
}
`);
    expect(foot).toContain('export async function loadWeights(model, url');
    expect([...files.keys()]).toEqual(['model.js', 'weights.json', 'weights.bin', 'package.json', 'README.md']);
  });

  it('makes a layer whose weights are shared once, and calls it for each', () => {
    const code = codeOf(
      [
        ['in', 'input', { shape: [4] }],
        ['a', 'dense', { ...glorot, units: 4 }, ['in']],
        ['b', 'dense', { ...glorot, units: 4 }, ['a']],
      ],
      { b: 'a' },
    );
    expect(bodyOf(code)).toBe(`  const aLayer = tf.layers.dense({ units: 4, name: 'a' });
  const inputs = tf.input({ shape: [4], name: 'in' });
  const x = aLayer.apply(inputs);
  const outputs = aLayer.apply(x);
  return tf.model({ inputs, outputs, name: 'model' });`);
  });

  it('takes what tfjs lacks from stride-layers.js, and lies it beside', () => {
    const files = written([
      ['in', 'input', { shape: [6, 4] }],
      ['group', 'groupNormalization', { groups: 2 }, ['in']],
      ['both', 'bidirectional', { layer: { kind: 'gru', params: { units: 3 } } }, ['group']],
    ]);
    const code = files.get('model.js') ?? '';
    expect(code).toContain(
      "import { strideLayers } from './stride-layers.js';\n\nconst stride = strideLayers(tf);\n\n/** The network",
    );
    expect(code).toContain("x = stride.groupNormalization({ groups: 2, name: 'group' }).apply(inputs);");
    expect(code).toContain("      layer: stride.gru({ units: 3, resetAfter: true, recurrentInitializer: 'zeros'");
    expect(files.get('stride-layers.js')).toContain('function strideLayers(tf)');
    expect(files.get('README.md')).toContain('- Orthogonal');
  });

  it('only lets stride-layers.js teach tfjs an activation where that is all', () => {
    const files = written([
      ['in', 'input', { shape: [4] }],
      ['out', 'dense', { ...glorot, activation: 'exponential' }, ['in']],
    ]);
    const code = files.get('model.js') ?? '';
    expect(code).toContain('import { registerStrideLayers } from');
    expect(code).toContain(".dense({ units: 10, activation: 'exponential', name: 'out' })");
    expect(code).not.toContain('stride.');
  });

  it('says how weights are drawn and penalised, and what is frozen', () => {
    const code = codeOf([
      ['in', 'input', { shape: [4] }],
      [
        'out',
        'dense',
        {
          units: 2,
          kernelInitializer: { name: 'varianceScaling', scale: 1, mode: 'fanOut', distribution: 'truncatedNormal' },
          biasInitializer: { name: 'randomNormal', stddev: 0.02 },
          kernelRegularizer: { l1: 0, l2: 0.001 },
          biasRegularizer: { l1: 0.1, l2: 0.2 },
        },
        ['in'],
      ],
    ]);
    expect(bodyOf(code)).toContain(`      biasInitializer: tf.initializers.randomNormal({ stddev: 0.02 }),
      biasRegularizer: tf.regularizers.l1l2({ l1: 0.1, l2: 0.2 }),
      kernelInitializer: tf.initializers.varianceScaling({ mode: 'fanOut' }),
      kernelRegularizer: tf.regularizers.l2({ l2: 0.001 }),`);
  });

  it('names inputs, outputs and variables by their layers, whatever those are called', () => {
    const code = codeOf([
      ['été', 'input', { shape: [4] }],
      ['tf', 'input', { shape: [4] }],
      ['2 in', 'add', {}, ['été', 'tf']],
      ['class', 'dense', { ...glorot, units: 2 }, ['2 in']],
      ['other_one', 'relu', {}, ['2 in']],
    ]);
    expect(bodyOf(code)).toMatch(/const ete = tf\.input\(.*\n {2}const tf_2 = tf\.input\(/);
    expect(bodyOf(code)).toContain('inputs: [ete, tf_2],');
    expect(bodyOf(code)).toContain('outputs: [class_2, otherOne],');
  });

  it('tells what is known of the data, and a package that npm takes', () => {
    const compiled = compileNetwork(
      documentOf([
        ['in', 'input', { shape: [4] }],
        ['out', 'relu', {}, ['in']],
      ]),
    );
    if (!compiled.ok) throw new Error('the network does not compile');
    const made = writeTfjsCode(compiled.value, [], { title: 'Été, n° 2', metadata: { labels: ['猫'] } });
    const files = new Map(made.ok ? made.value.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]) : []);
    expect(JSON.parse(files.get('metadata.json') ?? '')).toEqual({ labels: ['猫'] });
    expect(JSON.parse(files.get('package.json') ?? '')).toMatchObject({ name: 'ete-n-2', type: 'module' });
    expect(files.get('README.md')).toContain('`metadata.json` tells');
  });
});

/** Something for each argument that must be given. */
const given: Readonly<Record<string, unknown>> = {
  filters: 2,
  kernelSize: 3,
  units: 2,
  rate: 0.5,
  n: 2,
  dims: [2, 1],
  targetShape: [2],
  inputDim: 3,
  outputDim: 2,
  axes: 1,
  activation: 'relu',
  stddev: 1,
  scale: 2,
  poolSize: 2,
  cropping: 1,
  mergeMode: 'concat',
};

describe('what a function of tfjs takes for what is not said', () => {
  type Make = (args: object) => layers.Layer;
  const isMaker = (value: unknown): value is Make => typeof value === 'function';
  const makers = new Map(Object.entries(layers));
  /** What is not there says the same as `null` and `false`. */
  const said = (layer: layers.Layer) =>
    Object.fromEntries(Object.entries(layer.getConfig()).map(([key, value]) => [key, value || undefined]));

  it.each(Object.entries(tfjsFactories))('is what %s is taken to take', (className, { name, required, optional }) => {
    const make = makers.get(name);
    if (!isMaker(make)) throw new Error(`tf.layers has no ${name}`);
    const must = Object.fromEntries(
      required.map((key) => [key, given[key] ?? layers.lstm({ units: 2, name: 'inner' })]),
    );
    const plain = make({ ...must, name: 'layer' });
    expect(plain.getClassName()).toBe(className);
    for (const [key, usual] of Object.entries(optional)) {
      // The one size that tfjs takes as a list only.
      const value = key === 'size' ? [usual, usual] : usual;
      expect(said(make({ ...must, [key]: value, name: 'layer' })), key).toEqual(said(plain));
    }
  });

  it('has the functions that make initialisers and penalties', () => {
    for (const name of ['constant', 'randomNormal', 'randomUniform', 'truncatedNormal', 'varianceScaling'])
      expect(named).toHaveProperty(name);
    for (const name of ['l1', 'l2', 'l1l2']) expect(regularizers).toHaveProperty(name);
  });
});
