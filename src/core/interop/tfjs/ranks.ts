import type { TopologyLayer } from '../../compile/topology.ts';

type Config = Readonly<Record<string, unknown>>;

/** How many sizes a layer puts out, from those that it is given; classes that keep them are not here. */
const changing: Readonly<Record<string, (config: Config, inputs: readonly number[]) => number>> = {
  InputLayer: ({ batch_input_shape: shape, batch_shape: newer }) => lengthOf(shape ?? newer) - 1,
  Flatten: () => 1,
  Reshape: ({ target_shape: target }) => lengthOf(target),
  Embedding: (_, inputs) => most(inputs) + 1,
  RepeatVector: () => 2,
  PatchEmbedding: () => 2,
  TakeToken: () => 1,
  Dot: (_, inputs) => Math.max(1, inputs.reduce((total, rank) => total + rank, 0) - 2),
  LSTM: (config) => afterSeries(config),
  GRU: (config) => afterSeries(config),
  SimpleRNN: (config) => afterSeries(config),
  Bidirectional: ({ layer }) => afterSeries(configOf(layer)),
  TimeDistributed: ({ layer }, inputs) => 1 + rankAfter(classOf(layer), configOf(layer), [most(inputs) - 1]),
};

function rankAfter(className: string, config: Config, inputs: readonly number[]): number {
  if (className.startsWith('Global')) return config.keepdims === true ? most(inputs) : 1;
  const change = Object.hasOwn(changing, className) ? changing[className] : undefined;
  return change?.(config, inputs) ?? most(inputs);
}

const afterSeries = ({ return_sequences: sequences }: Config): number => (sequences === true ? 2 : 1);
const lengthOf = (shape: unknown): number => (Array.isArray(shape) ? shape.length : 0);
const most = (ranks: readonly number[]): number => Math.max(0, ...ranks);

const isConfig = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const configOf = (layer: unknown): Config => (isConfig(layer) && isConfig(layer.config) ? layer.config : {});
const classOf = (layer: unknown): string => (isConfig(layer) ? String(layer.class_name) : '');

/** Sizes of what feeds each layer, the batch not counted, by name: a file of Keras's does not say them. */
export function inputRanks(layers: readonly TopologyLayer[]): ReadonlyMap<string, number> {
  const after = new Map<string, number>();
  return new Map(
    layers.map(({ name, class_name: className, config, inbound_nodes: [sources = []] }) => {
      const inputs = sources.map(([source]) => after.get(source) ?? 0);
      after.set(name, rankAfter(className, config, inputs));
      return [name, most(inputs)];
    }),
  );
}
