import { useTranslation } from 'react-i18next';
import type { Cell } from '../../src/core/runs/settings.ts';
import { formatFull, formatPlain } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { formatRate } from '../training/describe.ts';

/** Settings by the names that the Compile panel gives them. */
const names = {
  loss: 'compile:loss.title',
  optimizer: 'compile:optimizer.title',
  learningRate: 'compile:optimizer.learningRate',
  rho: 'compile:optimizer.rho',
  beta1: 'compile:optimizer.beta1',
  beta2: 'compile:optimizer.beta2',
  epsilon: 'compile:optimizer.epsilon',
  weightDecay: 'compile:optimizer.weightDecay',
  initialAccumulator: 'compile:optimizer.initialAccumulator',
  schedule: 'compile:schedule.title',
  batchSize: 'compile:run.batch',
  epochs: 'compile:run.epochs',
  validationShare: 'compile:run.validationShare',
  seed: 'compile:run.seed',
  labelSmoothing: 'compile:care.smoothing',
  classWeights: 'compile:care.weights',
  data: 'runs:setting.source',
  'data.id': 'runs:setting.data',
  metrics: 'runs:setting.metrics',
  momentum: 'runs:setting.momentum',
  clipping: 'runs:setting.clipping',
  'clipping.limit': 'runs:setting.clippingLimit',
  warmupSteps: 'runs:setting.warmup',
  'schedule.everyEpochs': 'runs:setting.everyEpochs',
  'schedule.factor': 'runs:setting.factor',
  'schedule.finalShare': 'runs:setting.finalShare',
  'schedule.patience': 'runs:setting.schedulePatience',
  'earlyStopping.patience': 'runs:setting.stoppingPatience',
  'earlyStopping.minChange': 'runs:setting.minChange',
  'earlyStopping.keepBest': 'runs:setting.keepBest',
} as const;

/** Values of settings that have words of their own. */
const words = {
  optimizer: {
    sgd: 'compile:optimizer.sgd',
    momentum: 'compile:optimizer.momentum',
    nesterov: 'compile:optimizer.nesterov',
    adagrad: 'compile:optimizer.adagrad',
    rmsprop: 'compile:optimizer.rmsprop',
    adam: 'compile:optimizer.adam',
    adamw: 'compile:optimizer.adamw',
  },
  schedule: {
    constant: 'compile:schedule.constant',
    step: 'compile:schedule.step',
    exponential: 'compile:schedule.exponential',
    cosine: 'compile:schedule.cosine',
    plateau: 'compile:schedule.plateau',
  },
} as const;

const isKnown = <T extends object>(of: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(of, key);

/** A setting's name and its values in the reader's words; what has none is shown as files have it. */
export function useSettingText() {
  const { t } = useTranslation(['runs', 'compile']);
  const locale = useLocale();
  return {
    nameOf: (setting: string): string => (isKnown(names, setting) ? t(names[setting]) : setting),
    textOf: (setting: string, value: Cell): string => {
      if (value === null || value === '') return '—';
      if (typeof value === 'boolean') return t(value ? 'runs:yes' : 'runs:no');
      if (typeof value === 'number') return formatSetting(setting, value, locale);
      if (setting === 'optimizer' && isKnown(words.optimizer, value)) return t(words.optimizer[value]);
      if (setting === 'schedule' && isKnown(words.schedule, value)) return t(words.schedule[value]);
      return value;
    },
  };
}

function formatSetting(setting: string, value: number, locale: 'en' | 'fr'): string {
  if (setting === 'seed') return String(value);
  if (Number.isInteger(value)) return formatFull(value, locale);
  // Drawn by a search, a number has more digits than anyone reads.
  const read = Number(value.toPrecision(4));
  return read < 0.01 ? formatRate(read, locale) : formatPlain(read, locale);
}
