import type { CompiledNetwork, TopologyLayer } from '../../core/compile/topology.ts';

export interface LayerSpec {
  readonly class: string;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Names of its inputs; the layer before it when absent. */
  readonly from?: readonly string[];
  readonly name?: string;
}

/** A topology written down as a list, without the compiler: the engine's tests depend on the engine alone. */
export function networkOf(inputShape: readonly number[], specs: readonly LayerSpec[]): CompiledNetwork {
  const layers: TopologyLayer[] = [
    {
      class_name: 'InputLayer',
      name: 'input',
      config: { name: 'input', batch_input_shape: [null, ...inputShape], dtype: 'float32' },
      inbound_nodes: [],
    },
  ];
  specs.forEach((spec, i) => {
    const name = spec.name ?? `${spec.class.toLowerCase()}_${i + 1}`;
    const from = spec.from ?? [layers.at(-1)?.name ?? 'input'];
    layers.push({
      class_name: spec.class,
      name,
      config: { ...spec.config, name },
      inbound_nodes: [from.map((input) => [input, 0, 0, {}] as const)],
    });
  });
  const output = layers.at(-1);
  const activation = output?.config.activation;
  return {
    topology: {
      class_name: 'Functional',
      config: {
        name: 'test',
        layers,
        input_layers: [['input', 0, 0]],
        output_layers: [[output?.name ?? 'input', 0, 0]],
      },
    },
    nodeIds: Object.fromEntries(layers.map((layer) => [layer.name, `node-${layer.name}`])),
    inputs: [{ name: 'input', nodeId: 'node-input', shape: inputShape }],
    outputs: [],
    inputShape,
    outputShape: [],
    outputActivation: typeof activation === 'string' ? activation : 'linear',
  };
}

/** LeCun et al. 1998, with the sizes and activations it is usually taught with; 28×28×1, 10 classes. */
export const lenet = (): CompiledNetwork =>
  networkOf(
    [28, 28, 1],
    [
      { class: 'Conv2D', config: { filters: 6, kernel_size: [5, 5], padding: 'same', activation: 'relu' } },
      { class: 'MaxPooling2D', config: { pool_size: [2, 2], strides: [2, 2] } },
      { class: 'Conv2D', config: { filters: 16, kernel_size: [5, 5], activation: 'relu' } },
      { class: 'MaxPooling2D', config: { pool_size: [2, 2], strides: [2, 2] } },
      { class: 'Flatten' },
      { class: 'Dense', config: { units: 120, activation: 'relu' } },
      { class: 'Dense', config: { units: 84, activation: 'relu' } },
      { class: 'Dense', config: { units: 10, activation: 'softmax' } },
    ],
  );
