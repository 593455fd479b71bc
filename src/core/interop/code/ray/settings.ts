import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { OptimizerName, TrainingSettings } from '../../../document/schema.ts';
import { problem } from '../../../problems/messages.ts';
import type { Problem } from '../../../problems/problem.ts';
import { objectOf } from '../../keras/json.ts';

type Arguments = Readonly<Record<string, number | boolean | readonly number[]>>;

interface Optimizer {
  readonly name: string;
  readonly arguments: (settings: TrainingSettings) => Arguments;
}

const moments = ({ beta1, beta2, epsilon }: TrainingSettings) => ({ betas: [beta1, beta2], eps: epsilon });

/** Those of `torch.optim` that step as Stride's do. */
const optimizers: Readonly<Record<OptimizerName, Optimizer>> = {
  sgd: { name: 'SGD', arguments: () => ({}) },
  momentum: { name: 'SGD', arguments: ({ momentum }) => ({ momentum }) },
  nesterov: { name: 'SGD', arguments: ({ momentum }) => ({ momentum, nesterov: true }) },
  adagrad: {
    name: 'Adagrad',
    arguments: ({ initialAccumulator, epsilon }) => ({ initial_accumulator_value: initialAccumulator, eps: epsilon }),
  },
  rmsprop: { name: 'RMSprop', arguments: ({ rho, epsilon }) => ({ alpha: rho, eps: epsilon }) },
  adam: { name: 'Adam', arguments: moments },
  adamw: { name: 'AdamW', arguments: (settings) => ({ ...moments(settings), weight_decay: settings.weightDecay }) },
};

/** What `settings.json` holds. @param metadata of the model, as exports have it */
export function raySettings(
  network: CompiledNetwork,
  settings: TrainingSettings,
  metadata: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { name, arguments: given } = optimizers[settings.optimizer];
  const units = network.outputShape.at(-1) ?? 1;
  return {
    classes: metadata.classes ?? Array.from({ length: units }, (_, i) => String(i)),
    input: {
      shape: network.inputs[0]?.shape ?? [],
      normalization: objectOf(metadata.input).normalization ?? { kind: 'unit' },
    },
    epochs: settings.epochs,
    batch_size: settings.batchSize,
    seed: settings.seed,
    label_smoothing: settings.labelSmoothing,
    optimizer: { name, arguments: { lr: settings.learningRate, ...given(settings) } },
  };
}

/** What keeps a training from being said: several ends, and losses other than that of one class of several. */
export function rayObstacles(network: CompiledNetwork, { loss }: TrainingSettings): readonly Problem[] {
  const isOne = network.inputs.length === 1 && network.outputs.length === 1 && network.outputShape.length === 1;
  return isOne && loss === 'categoricalCrossentropy' && network.outputActivation === 'softmax'
    ? []
    : [problem('export.ray.task', { loss })];
}

/** Settings that the project leaves out, in the words of its README. */
export function leftOut({
  schedule,
  clipping,
  classWeights,
  earlyStopping,
  augmentation,
}: TrainingSettings): readonly string[] {
  return [
    ...(schedule.kind === 'constant' ? [] : [`the schedule of the learning rate (${schedule.kind})`]),
    ...(clipping.kind === 'none' ? [] : ['gradient clipping']),
    ...(classWeights.kind === 'none' ? [] : ['class weights']),
    ...(earlyStopping === null ? [] : ['early stopping']),
    ...(augmentation.steps.length === 0 ? [] : ['augmentation']),
  ];
}
