import { useTranslation } from 'react-i18next';
import { fillModes } from '../../src/core/augment/schema.ts';
import { normalizationKinds, resizeModes } from '../../src/core/document/data-ref.ts';
import { type DataRef, optimizers } from '../../src/core/document/schema.ts';
import { losses, metricNames } from '../../src/core/document/tasks.ts';
import { type ClassWeights, clippingKinds, type ScheduleKind } from '../../src/core/document/training-options.ts';
import type { Cell } from '../../src/core/runs/settings.ts';
import { formatFull, formatPercent, formatPlain } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { baseName } from '../shell/paths.ts';
import { formatRate } from '../training/describe.ts';
import { useAugmentationText } from './augmentation-text.ts';

/** Settings by the names that the Compile panel gives them; its own where a bare one would not say of what it is. */
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
  classWeights: 'runs:setting.classWeights',
  'classWeights.weights': 'runs:setting.ownWeights',
  huberDelta: 'runs:setting.huberDelta',
  focalGamma: 'runs:setting.focalGamma',
  focalAlpha: 'runs:setting.focalAlpha',
  topK: 'runs:setting.topK',
  data: 'runs:setting.source',
  'data.id': 'runs:setting.data',
  'data.path': 'runs:setting.path',
  'data.images': 'runs:setting.images',
  'data.labels': 'runs:setting.labels',
  'data.resize': 'compile:data.proportions',
  'data.colour': 'compile:data.colours',
  'data.normalize': 'compile:data.numbers',
  'data.header': 'runs:setting.header',
  'data.targets': 'compile:data.targets',
  'data.task': 'compile:data.task',
  metrics: 'compile:metrics.title',
  momentum: 'runs:setting.momentum',
  clipping: 'compile:care.clipping',
  'clipping.limit': 'runs:setting.clippingLimit',
  warmupSteps: 'runs:setting.warmup',
  'schedule.everyEpochs': 'runs:setting.everyEpochs',
  'schedule.factor': 'runs:setting.factor',
  'schedule.finalShare': 'runs:setting.finalShare',
  'schedule.patience': 'runs:setting.schedulePatience',
  'schedule.minChange': 'runs:setting.scheduleMinChange',
  'schedule.minRate': 'runs:setting.minRate',
  earlyStopping: 'compile:care.early',
  'earlyStopping.patience': 'runs:setting.stoppingPatience',
  'earlyStopping.minChange': 'runs:setting.minChange',
  'earlyStopping.keepBest': 'runs:setting.keepBest',
  'augmentation.steps': 'augment:title',
  'augmentation.fill': 'augment:fill',
  'augmentation.fillValue': 'augment:fillValue',
} as const;

const sources = [
  'embedded',
  'idx',
  'folder',
  'masks',
  'labels',
  'csv',
  'numpy',
] as const satisfies readonly DataRef['source'][];
const schedules = ['constant', 'step', 'exponential', 'cosine', 'plateau'] as const satisfies readonly ScheduleKind[];
const weights = ['none', 'balanced', 'own'] as const satisfies readonly ClassWeights['kind'][];

const isKnown = <T extends object>(of: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(of, key);

/** Whether a setting has a name of its own. */
export const isNamed = (setting: string): boolean => isKnown(names, setting);

/** Values of settings that have words of their own; `null` for all others. */
function useWords(): (setting: string, value: string) => string | null {
  const { t } = useTranslation(['runs', 'compile', 'augment']);
  const augmentation = useAugmentationText();
  const word = <N extends string>(all: readonly N[], value: string, textOf: (name: N) => string): string | null => {
    const name = all.find((one) => one === value);
    return name === undefined ? null : textOf(name);
  };
  return (setting, value) => {
    switch (setting) {
      case 'loss':
        return word(losses, value, (name) => t(`compile:loss.${name}`));
      case 'metrics':
        return value
          .split(', ')
          .map((one) => word(metricNames, one, (name) => t(`compile:metrics.${name}`)) ?? one)
          .join(', ');
      case 'optimizer':
        return word(optimizers, value, (name) => t(`compile:optimizer.${name}`));
      case 'schedule':
        return word(schedules, value, (name) => t(`compile:schedule.${name}`));
      case 'clipping':
        return word(clippingKinds, value, (name) => t(`compile:care.clip.${name}`));
      case 'classWeights':
        return word(weights, value, (name) => t(`compile:care.weight.${name}`));
      case 'data':
        return word(sources, value, (name) => t(`runs:setting.sources.${name}`));
      case 'data.id':
        return t(value === 'digits' ? 'compile:data.digits' : 'compile:data.fashion');
      case 'data.path':
      case 'data.images':
      case 'data.labels':
        return baseName(value);
      case 'data.resize':
        return word(resizeModes, value, (name) => t(`compile:data.resize.${name}`));
      case 'data.colour':
        return word(['grey', 'rgb'], value, (name) => t(`compile:data.colour.${name}`));
      case 'data.normalize':
        return word(normalizationKinds, value, (name) => t(`compile:data.normalize.${name}`));
      case 'data.task':
        return word(['oneLabel', 'regression'], value, (name) => t(`compile:data.tasks.${name}`));
      case 'augmentation.steps':
        return augmentation(value);
      case 'augmentation.fill':
        return word(fillModes, value, (name) => t(`augment:fills.${name}`));
      default:
        return null;
    }
  };
}

/** A setting's name and its values in the reader's words; what has none is shown as files have it. */
export function useSettingText() {
  const { t } = useTranslation(['runs', 'compile', 'augment']);
  const locale = useLocale();
  const wordsOf = useWords();
  return {
    nameOf: (setting: string): string => (isKnown(names, setting) ? t(names[setting]) : setting),
    textOf: (setting: string, value: Cell): string => {
      // A union that may be left out has a plain null in place of its fields.
      if (setting === 'earlyStopping') return t('runs:no');
      if (value === null || value === '') return '—';
      if (typeof value === 'boolean') return t(value ? 'runs:yes' : 'runs:no');
      if (typeof value === 'number') return formatSetting(setting, value, locale);
      return wordsOf(setting, value) ?? value;
    },
  };
}

function formatSetting(setting: string, value: number, locale: 'en' | 'fr'): string {
  if (setting === 'seed') return String(value);
  if (setting === 'validationShare') return formatPercent(value, locale, 0);
  if (Number.isInteger(value)) return formatFull(value, locale);
  // Drawn by a search, a number has more digits than anyone reads.
  const read = Number(value.toPrecision(4));
  return read < 0.01 ? formatRate(read, locale) : formatPlain(read, locale);
}
