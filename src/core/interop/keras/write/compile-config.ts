import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { OptimizerName, TrainingSettings } from '../../../document/schema.ts';
import { type LossName, type MetricName, smoothable } from '../../../document/tasks.ts';

/** An object of Keras's: its class and what it is made with. */
interface Serialized {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const made = (className: string, config: Serialized['config'] = {}): Serialized => ({ class_name: className, config });

type Numbers = TrainingSettings;

const adam = ({ beta1, beta2, epsilon }: Numbers) => ({ beta_1: beta1, beta_2: beta2, epsilon, amsgrad: false });

const optimizers: Readonly<Record<OptimizerName, (settings: Numbers) => Serialized>> = {
  sgd: () => made('SGD', { momentum: 0, nesterov: false }),
  momentum: ({ momentum }) => made('SGD', { momentum, nesterov: false }),
  nesterov: ({ momentum }) => made('SGD', { momentum, nesterov: true }),
  adagrad: ({ initialAccumulator, epsilon }) =>
    made('Adagrad', { initial_accumulator_value: initialAccumulator, epsilon }),
  rmsprop: ({ rho, epsilon }) => made('RMSprop', { rho, momentum: 0, epsilon, centered: false }),
  adam: (settings) => made('Adam', adam(settings)),
  adamw: (settings) => made('AdamW', { ...adam(settings), weight_decay: settings.weightDecay }),
};

const clippingKeys = { none: null, value: 'clipvalue', norm: 'clipnorm', globalNorm: 'global_clipnorm' } as const;

function optimizerOf(settings: TrainingSettings): Serialized {
  const { class_name: className, config } = optimizers[settings.optimizer](settings);
  const key = clippingKeys[settings.clipping.kind];
  const clipping = key === null ? {} : { [key]: settings.clipping.limit };
  return made(className, { learning_rate: settings.learningRate, ...config, ...clipping });
}

const losses: Readonly<Record<LossName, (settings: TrainingSettings, rank: number) => Serialized>> = {
  categoricalCrossentropy: () => made('CategoricalCrossentropy'),
  binaryCrossentropy: () => made('BinaryCrossentropy'),
  categoricalFocalCrossentropy: ({ focalAlpha: alpha, focalGamma: gamma }) =>
    made('CategoricalFocalCrossentropy', { alpha, gamma }),
  binaryFocalCrossentropy: ({ focalGamma: gamma }) => made('BinaryFocalCrossentropy', { gamma }),
  klDivergence: () => made('KLDivergence'),
  // One fraction over all pixels and classes of a sample.
  dice: (_, rank) => made('Dice', { axis: Array.from({ length: rank }, (__, i) => i + 1) }),
  hinge: () => made('Hinge'),
  squaredHinge: () => made('SquaredHinge'),
  categoricalHinge: () => made('CategoricalHinge'),
  meanSquaredError: () => made('MeanSquaredError'),
  meanAbsoluteError: () => made('MeanAbsoluteError'),
  huber: ({ huberDelta: delta }) => made('Huber', { delta }),
};

function lossOf(settings: TrainingSettings, rank: number): Serialized {
  const { loss, labelSmoothing: smoothing } = settings;
  const { class_name: className, config } = losses[loss](settings, rank);
  return made(className, smoothable.has(loss) && smoothing > 0 ? { ...config, label_smoothing: smoothing } : config);
}

/** What a figure is measured on: how many values for each sample or pixel, and whether they are yes or no each. */
interface Answers {
  readonly units: number;
  readonly eachYesOrNo: boolean;
  readonly isFlat: boolean;
  readonly topK: number;
}

/** Figures that Keras has as well; `null` where its own of that name is another one: it has no mean over the classes. */
const metrics: Readonly<Record<MetricName, (answers: Answers) => Serialized | null>> = {
  accuracy: ({ eachYesOrNo }) => made(eachYesOrNo ? 'BinaryAccuracy' : 'CategoricalAccuracy', { name: 'accuracy' }),
  top2Accuracy: () => made('TopKCategoricalAccuracy', { k: 2, name: 'top_2_accuracy' }),
  topKAccuracy: ({ topK }) => made('TopKCategoricalAccuracy', { k: topK }),
  precision: ({ units }) => (units === 1 ? made('Precision') : null),
  recall: ({ units }) => (units === 1 ? made('Recall') : null),
  f1Score: ({ eachYesOrNo, isFlat }) =>
    isFlat ? made('F1Score', { average: 'macro', threshold: eachYesOrNo ? 0.5 : null }) : null,
  auc: () => made('AUC'),
  meanIoU: ({ units }) =>
    units === 1 ? made('BinaryIoU', { target_class_ids: [0, 1] }) : made('OneHotMeanIoU', { num_classes: units }),
  meanAbsoluteError: () => made('MeanAbsoluteError'),
  meanSquaredError: () => made('MeanSquaredError'),
  rootMeanSquaredError: () => made('RootMeanSquaredError'),
  r2Score: () => made('R2Score'),
};

function metricsOf({ metrics: names, topK }: TrainingSettings, network: CompiledNetwork): readonly Serialized[] {
  const { outputShape, outputActivation } = network;
  const units = outputShape.at(-1) ?? 1;
  const answers = {
    units,
    eachYesOrNo: units === 1 || outputActivation === 'sigmoid',
    isFlat: outputShape.length === 1,
    topK,
  };
  return names.flatMap((name) => metrics[name](answers) ?? []);
}

const within = (module: string, { class_name, config }: Serialized) => ({
  module,
  class_name,
  config,
  registered_name: null,
});

/** What `compile` is given, as a `.keras` file says it. Targets are one value for each class, as they are here. */
export const compileConfig = (network: CompiledNetwork, settings: TrainingSettings) => ({
  optimizer: within('keras.optimizers', optimizerOf(settings)),
  loss: within('keras.losses', lossOf(settings, network.outputShape.length)),
  loss_weights: null,
  metrics: metricsOf(settings, network).map((metric) => within('keras.metrics', metric)),
  weighted_metrics: null,
  run_eagerly: false,
  steps_per_execution: 1,
  jit_compile: false,
});

/** The same as an `.h5` file says it. */
export const trainingConfig = (network: CompiledNetwork, settings: TrainingSettings) => ({
  loss: lossOf(settings, network.outputShape.length),
  loss_weights: null,
  metrics: metricsOf(settings, network),
  weighted_metrics: null,
  run_eagerly: false,
  steps_per_execution: 1,
  jit_compile: false,
  optimizer_config: optimizerOf(settings),
});
