import { optimizerNumbers } from '../../../document/optimizer-numbers.ts';
import type { TrainingSettings } from '../../../document/schema.ts';
import { oneOfMany, smoothable } from '../../../document/tasks.ts';
import { literal } from '../python.ts';
import { tuple } from './constants.ts';
import type { TrainingFacts } from './facts.ts';

/** The numbers on top of a script. */
export function constants(settings: TrainingSettings, facts: TrainingFacts): string {
  const { epochs, batchSize, seed, learningRate, validationShare, classWeights, warmupSteps } = settings;
  const smoothing = smoothingOf(settings);
  const weights = classWeights.kind === 'own' ? facts.outputs.map((_, i) => classWeights.weights[i] ?? 1) : [];
  return [
    `EPOCHS = ${epochs}\n`,
    `BATCH_SIZE = ${batchSize}\n`,
    `LEARNING_RATE = ${literal(learningRate)}\n`,
    warmupSteps > 0 ? `WARMUP_STEPS = ${warmupSteps}\n` : '',
    smoothing > 0 ? `LABEL_SMOOTHING = ${literal(smoothing)}\n` : '',
    classWeights.kind === 'own' ? tuple('CLASS_WEIGHTS = ', weights) : '',
    '# Share of the training samples that validate, where the data have none of their own.\n',
    `VALIDATION_SHARE = ${literal(validationShare)}\n`,
    `SEED = ${seed}\n`,
  ].join('');
}

export const smoothingOf = ({ loss, labelSmoothing }: TrainingSettings): number =>
  smoothable.has(loss) ? labelSmoothing : 0;

/** Class weights are of samples that have one class. */
export const weighs = ({ classWeights }: TrainingSettings, { task }: TrainingFacts): boolean =>
  classWeights.kind !== 'none' && task === 'oneLabel';

/** The rate is not the same in every step, and not only what follows the losses changes it. */
export const hasRateOfStep = ({ schedule, warmupSteps }: TrainingSettings): boolean =>
  warmupSteps > 0 || (schedule.kind !== 'constant' && schedule.kind !== 'plateau');

/** `learning_rate(step, steps_per_epoch)`: Stride's rate of one step, counted from 0. Sources: those of `rateAt`. */
export function rateFunction({ schedule, warmupSteps, epochs }: TrainingSettings): string {
  const since = warmupSteps > 0 ? 'step - WARMUP_STEPS' : 'step';
  const rate = {
    constant: () => ['    return LEARNING_RATE\n'],
    plateau: () => ['    return LEARNING_RATE\n'],
    step: () =>
      schedule.kind === 'step'
        ? [
            `    epochs = (${since}) // steps_per_epoch\n`.replace('(step)', 'step'),
            `    return LEARNING_RATE * ${literal(schedule.factor)} ** (epochs // ${schedule.everyEpochs})\n`,
          ]
        : [],
    exponential: () =>
      schedule.kind === 'exponential'
        ? [
            `    epochs = (${since}) / steps_per_epoch\n`.replace('(step)', 'step'),
            `    return LEARNING_RATE * ${literal(schedule.factor)}**epochs\n`,
          ]
        : [],
    cosine: () =>
      schedule.kind === 'cosine'
        ? [
            `    steps = max(1, ${epochs === 1 ? '' : 'EPOCHS * '}steps_per_epoch${warmupSteps > 0 ? ' - WARMUP_STEPS' : ''})\n`,
            `    done = min(1, (${since}) / steps)\n`.replace('(step)', 'step'),
            '    left = (1 + math.cos(math.pi * done)) / 2\n',
            schedule.finalShare === 0
              ? '    return LEARNING_RATE * left\n'
              : `    return LEARNING_RATE * (${literal(schedule.finalShare)} + ${literal(1 - schedule.finalShare)} * left)\n`,
          ]
        : [],
  }[schedule.kind]();
  return [
    'def learning_rate(step, steps_per_epoch):\n',
    '    """Of one step, counted from 0."""\n',
    ...(warmupSteps > 0
      ? ['    if step < WARMUP_STEPS:\n', '        return LEARNING_RATE * step / WARMUP_STEPS\n']
      : []),
    ...rate,
  ].join('');
}

/** Balanced weights count the classes of the data at hand. */
export const balancedFunction = `def balanced(labels, classes):
    """Weights with which each class counts as much as any other in all."""
    counts = np.bincount(labels, minlength=classes)
    return np.where(counts > 0, len(labels) / (classes * counts.clip(1)), 0)
`;

/** What the scripts do not do as the run did: sentences for the README. */
export function differences(settings: TrainingSettings): readonly string[] {
  const { schedule, warmupSteps, metrics } = settings;
  return [
    ...(schedule.kind === 'plateau' && warmupSteps > 0
      ? ['The warm-up is left out: beside a rate that follows the losses it has no place here.']
      : []),
    ...(metrics.some((metric) => metric !== 'accuracy')
      ? [
          `Of the figures beside the loss only the accuracy of classes is told, not ${metrics.filter((one) => one !== 'accuracy').join(', ')}.`,
        ]
      : []),
  ];
}

/** Numbers of the optimizer that its rule takes, by their names in the settings. */
export const numbersOf = (settings: TrainingSettings): Readonly<Record<string, number>> =>
  Object.fromEntries(optimizerNumbers[settings.optimizer].map((name) => [name, settings[name]]));

export const isOneOfMany = ({ loss }: TrainingSettings): boolean => oneOfMany.has(loss);
