import { describe, expect, it } from 'vitest';
import { documentOf, type Line } from '../../analysis/testing/graph.ts';
import { compileNetwork } from '../../compile/compile.ts';
import type { CompiledNetwork, Topology, TopologyLayer } from '../../compile/topology.ts';
import { defaultParams, layerDefinitions, layerOf } from '../../layers/registry.ts';
import { absentFromTfjs } from '../../layers/testing/asymmetries.ts';
import { rewrites } from './rewrites.ts';
import { tfjsObstacles, tfjsTopology } from './topology.ts';
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
  return written.value;
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
    expect(tfjsTopology(network)).toEqual({ ok: true, value: network.topology });
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
      'ReLU conv_re_lu <- conv',
      'Average conv_average <- conv conv conv conv conv conv_re_lu',
      'Activation conv_activation <- conv_average',
      'UpSampling2D up_up_sampling2d <- conv_activation',
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
    expect(config.output_layers).toEqual([['fc_activation', 0, 0]]);
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
      .filter(({ kind }) => !absentFromTfjs.has(kind))
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

  it('names the node, the numbers and the way out, for each layer', () => {
    const bent = compile([
      image,
      ['a', 'relu', { negativeSlope: 0.5, threshold: 2 }, ['in']],
      ['b', 'relu', { negativeSlope: 0.1, threshold: 1, maxValue: 3 }, ['a']],
    ]);
    const obstacles = tfjsObstacles(bent);
    expect(obstacles.map(({ nodeId, field, severity }) => [nodeId, field, severity])).toEqual([
      ['a', 'threshold', 'error'],
      ['b', 'threshold', 'error'],
    ]);
    expect(obstacles[0]?.message).toMatch(/^a: TensorFlow\.js ignores the threshold 2 .*slope 0\.5.* Set one to 0/);
    expect(writeTfjsModel(bent, [])).toEqual({ ok: false, error: obstacles });
  });

  it.each<readonly [string, Partial<TopologyLayer>, string]>([
    ['deep', { config: { name: 'deep', dilation_rate: [2, 1] } }, 'export.tfjs.ignored'],
    ['mean', { config: { name: 'mean', keepdims: true } }, 'export.tfjs.ignored'],
    ['conv', { config: { name: 'conv', activation: 'exponential' } }, 'export.tfjs.activation'],
    ['conv', { class_name: 'GroupNormalization' }, 'export.tfjs.layer'],
  ])('refuses %s with %j', (name, changes, code) => {
    expect(tfjsObstacles(withConfig(network, name, changes)).map((one) => [one.code, one.nodeId])).toEqual([
      [code, name],
    ]);
  });
});
