import { describe, expect, it } from 'vitest';
import { documentOf, type Line } from '../../analysis/testing/graph.ts';
import { compileNetwork } from '../../compile/compile.ts';
import type { CompiledNetwork, Topology, TopologyLayer } from '../../compile/topology.ts';
import { defaultParams, layerDefinitions, layerOf } from '../../layers/registry.ts';
import { rewrites } from './rewrites.ts';
import { needsStrideLayers, tfjsObstacles, tfjsTopology } from './topology.ts';
import { writeTfjsModel } from './write.ts';

function compile(layers: readonly Line[]): CompiledNetwork {
  const compiled = compileNetwork(documentOf(layers));
  if (!compiled.ok) throw new Error(compiled.error.map((one) => one.message).join(' '));
  return compiled.value;
}

const topologyOf = (layers: readonly Line[]): Topology => topologyFrom(compile(layers));

function topologyFrom(network: CompiledNetwork): Topology {
  const written = tfjsTopology(network);
  if (!written.ok) throw new Error(written.error.map((one) => one.message).join(' '));
  return written.value.topology;
}

/** `class name <- inputs` of each layer. */
const wiring = ({ config }: Topology): readonly string[] =>
  config.layers.map(
    ({ class_name: className, name, inbound_nodes: [call = []] }) =>
      `${className} ${name} <- ${call.map(([source]) => source).join(' ')}`,
  );

const image: Line = ['in', 'input', { shape: [6, 6, 2] }];

/** The same network with another config of one layer, as a file of somebody else could hold it. */
function withConfig(network: CompiledNetwork, name: string, changes: Partial<TopologyLayer>): CompiledNetwork {
  const { config } = network.topology;
  const layers = config.layers.map((layer) =>
    layer.name === name ? { ...layer, ...changes, config: { ...layer.config, ...changes.config } } : layer,
  );
  return { ...network, topology: { ...network.topology, config: { ...config, layers } } };
}

describe('tfjsTopology', () => {
  it('leaves alone what tfjs computes as Keras does', () => {
    const network = compile([
      image,
      ['conv', 'conv2d', { activation: 'relu' }, ['in']],
      ['flat', 'flatten', {}, ['conv']],
      ['fc', 'dense', { activation: 'softmax' }, ['flat']],
    ]);
    expect(tfjsTopology(network)).toEqual({
      ok: true,
      value: { topology: network.topology, taught: [], ours: new Set(), told: [] },
    });
    expect(needsStrideLayers(network)).toBe(false);
  });

  it('writes shared weights as calls of one layer, and refuses what one layer cannot do', () => {
    const network = compile([
      image,
      ['other', 'input', { shape: [6, 6, 2] }],
      ['owner', 'conv2d', { activation: 'relu', filters: 2 }, ['other']],
      ['twin', 'conv2d', { activation: 'relu', filters: 2, kernelInitializer: 'zeros' }, ['in']],
      ['odd', 'conv2d', { filters: 2 }, ['in']],
      ['sum', 'add', {}, ['twin', 'owner', 'odd']],
    ]);
    const twins = withConfig(network, 'twin', { shares_with: 'owner' });
    const { config } = topologyFrom(twins);
    expect(config.layers.map(({ name }) => name)).not.toContain('twin');
    expect(config.layers.find(({ name }) => name === 'owner')?.inbound_nodes).toEqual([
      [['in', 0, 0, {}]],
      [['other', 0, 0, {}]],
    ]);
    expect(config.layers.find(({ name }) => name === 'sum')?.inbound_nodes[0]).toEqual([
      ['owner', 0, 0, {}],
      ['owner', 1, 0, {}],
      ['odd', 0, 0, {}],
    ]);
    const odd = withConfig(network, 'odd', { shares_with: 'owner' });
    expect(tfjsObstacles(odd).map(({ code, nodeId }) => [code, nodeId])).toEqual([['export.tfjs.shared', 'odd']]);
  });

  it('writes a ReLU with a slope as a LeakyReLU of the same name', () => {
    const { config } = topologyOf([image, ['bent', 'relu', { negativeSlope: 0.2 }, ['in']]]);
    expect(config.layers[1]).toMatchObject({ class_name: 'LeakyReLU', name: 'bent', config: { alpha: 0.2 } });
  });

  it('lets layers that take several places be read by their own name or by their last one', () => {
    const topology = topologyOf([
      image,
      ['conv', 'conv2d', { activation: 'hardSigmoid' }, ['in']],
      ['up', 'upSampling2d', { interpolation: 'bilinear' }, ['conv']],
      ['end', 'elu', { alpha: 2 }, ['up']],
    ]);
    expect(wiring(topology)).toEqual([
      'InputLayer in <- ',
      'Conv2D conv <- in',
      'Rescaling conv_rescaling <- conv',
      'ReLU conv_re_lu <- conv_rescaling',
      'UpSampling2D up_up_sampling2d <- conv_re_lu',
      'AveragePooling2D up <- up_up_sampling2d',
      'ELU end_elu <- up',
      'LeakyReLU end <- end_elu',
    ]);
    expect(topology.config.output_layers).toEqual([['end', 0, 0]]);
  });

  it('names the last layer of an output that ends in a rewritten activation', () => {
    const { config } = topologyOf([
      ['in', 'input', { shape: [4] }],
      ['fc', 'dense', { activation: 'hardSigmoid' }, ['in']],
    ]);
    expect(config.output_layers).toEqual([['fc_re_lu', 0, 0]]);
  });

  it('keeps the axes of a pooling by their sizes, which a layer that follows has to know', () => {
    const { config } = topologyOf([
      image,
      ['pool', 'globalAveragePooling2d', { keepdims: true }, ['in']],
      ['fc', 'dense', {}, ['pool']],
    ]);
    expect(config.layers[2]).toMatchObject({ class_name: 'Reshape', config: { target_shape: [1, 1, 2] } });
  });

  it('copies what a layer reads twice where another reads it too', () => {
    const topology = topologyOf([
      image,
      ['a', 'tanh', {}, ['in']],
      ['twice', 'add', {}, ['a', 'a']],
      ['b', 'add', {}, ['in', 'in']],
      ['c', 'relu', {}, ['a']],
      ['out', 'add', {}, ['twice', 'b', 'c', 'c']],
    ]);
    expect(wiring(topology)).toEqual([
      'InputLayer in <- ',
      'Activation a <- in',
      'Activation a_activation <- a',
      'Add twice <- a a_activation',
      'Add b <- in in',
      'ReLU c <- a',
      'Add out <- twice b c c',
    ]);
  });

  it('takes no name that a layer of the network has', () => {
    const { config } = topologyOf([
      image,
      ['bent_elu', 'elu', { alpha: 2 }, ['in']],
      ['bent', 'elu', { alpha: 3 }, ['bent_elu']],
    ]);
    const names = config.layers.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('knows every layer of the palette', () => {
    const classes = layerDefinitions
      .filter(({ kind }) => kind !== 'custom')
      .map(({ kind }) => layerOf(kind)?.keras(defaultParams(kind)).className ?? kind);
    expect(classes.filter((className) => !Object.hasOwn(rewrites, className))).toEqual([]);
  });
});

describe('tfjsObstacles', () => {
  const network = compile([
    image,
    ['conv', 'conv2d', {}, ['in']],
    ['deep', 'depthwiseConv2d', {}, ['conv']],
    ['mean', 'globalAveragePooling2d', {}, ['deep']],
  ]);

  it('finds none in a network that can be written', () => {
    expect(tfjsObstacles(network)).toEqual([]);
  });

  it('names the node and the way out, for each layer', () => {
    const odd = withConfig(withConfig(network, 'conv', { config: { name: 'conv', activation: 'sparsemax' } }), 'mean', {
      class_name: 'AdaptivePooling2D',
    });
    const obstacles = tfjsObstacles(odd);
    expect(obstacles.map(({ code, nodeId, severity }) => [code, nodeId, severity])).toEqual([
      ['export.tfjs.activation', 'conv', 'error'],
      ['export.tfjs.layer', 'mean', 'error'],
    ]);
    expect(obstacles[0]?.message).toMatch(
      /^conv: TensorFlow\.js does not know the activation sparsemax .*Choose another/,
    );
    expect(writeTfjsModel(odd, [])).toEqual({ ok: false, error: obstacles });
  });

  it('refuses an interpolation that neither has', () => {
    const enlarged = compile([image, ['up', 'upSampling2d', {}, ['in']]]);
    const cubic = withConfig(enlarged, 'up', { config: { name: 'up', interpolation: 'bicubic' } });
    expect(tfjsObstacles(cubic).map((one) => [one.code, one.nodeId])).toEqual([['export.tfjs.ignored', 'up']]);
  });
});

describe('what tfjs has to be taught', () => {
  const conv: Line = ['layer', 'conv2d', {}, ['in']];
  const series: Line = ['in', 'input', { shape: [5, 4] }];

  it.each<readonly [string, readonly Line[], Partial<TopologyLayer>, readonly string[]]>([
    ['nothing', [image, conv], {}, []],
    [
      'a dilated depthwise convolution',
      [image, ['layer', 'depthwiseConv2d', { dilationRate: [2, 1] }, ['in']]],
      {},
      ['DepthwiseConv2D'],
    ],
    ['an activation', [image, conv], { config: { name: 'layer', activation: 'exponential' } }, ['Conv2D']],
    [
      'an activation that other layers can stand for',
      [image, conv],
      { config: { name: 'layer', activation: 'leaky_relu' } },
      [],
    ],
    [
      'one between the steps',
      [series, ['layer', 'lstm', {}, ['in']]],
      { config: { name: 'layer', activation: 'leaky_relu' } },
      ['LSTM'],
    ],
    ['the newer GRU', [series, ['layer', 'gru', { resetAfter: true }, ['in']]], {}, ['GRU']],
    ['the older GRU', [series, ['layer', 'gru', { resetAfter: false }, ['in']]], {}, []],
    ['groups of channels', [image, ['layer', 'conv2d', { groups: 2, filters: 4 }, ['in']]], {}, ['Conv2D']],
    ['a class', [image, ['layer', 'groupNormalization', { groups: 1 }, ['in']]], {}, ['GroupNormalization']],
    [
      'a volume',
      [
        ['in', 'input', { shape: [3, 3, 3, 2] }],
        ['layer', 'batchNormalization', {}, ['in']],
      ],
      {},
      ['BatchNormalization'],
    ],
    ['axes that are kept', [image, ['layer', 'globalMaxPooling2d', { keepdims: true }, ['in']]], {}, []],
  ])('%s', (_, lines, changes, taught) => {
    const network = withConfig(compile(lines), 'layer', changes);
    const written = tfjsTopology(network);
    expect(written.ok && written.value.taught).toEqual(taught);
    const files = writeTfjsModel(network, []);
    const paths = files.ok ? files.value.map(({ path }) => path) : [];
    expect(paths.includes('stride-layers.js')).toBe(taught.length > 0);
  });
});
