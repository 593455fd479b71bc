import { describe, expect, it } from 'vitest';
import { augmentationSchema } from '../../src/core/augment/schema.ts';
import { firstSteps } from '../../src/core/augment/steps.ts';
import { type DataRef, defaultTraining, trainingSchema } from '../../src/core/document/schema.ts';
import { type Schedule, scheduleSchema } from '../../src/core/document/training-options.ts';
import { flatSettings } from '../../src/core/runs/settings.ts';
import { isNamed } from './setting-text.ts';

const schedules: readonly Schedule[] = [
  { kind: 'constant' },
  { kind: 'step', everyEpochs: 2, factor: 0.5 },
  { kind: 'exponential', factor: 0.9 },
  { kind: 'cosine', finalShare: 0 },
  { kind: 'plateau', patience: 3, factor: 0.1, minChange: 0, minRate: 0 },
];

const pictures = { resize: 'pad', colour: 'grey', normalize: 'signed' } as const;
const sources: readonly DataRef[] = [
  { source: 'embedded', id: 'digits', ...pictures },
  { source: 'idx', images: '/a', labels: '/b', ...pictures },
  { source: 'folder', path: '/a', ...pictures },
  { source: 'masks', path: '/a', ...pictures },
  { source: 'labels', path: '/a', ...pictures },
  { source: 'csv', path: '/a', header: true, targets: ['y'], task: 'regression', normalize: 'standard' },
  { source: 'numpy', path: '/a', labels: '/b', task: 'oneLabel', normalize: 'none' },
];

describe('names of settings', () => {
  it('are there for every setting that a run can have', () => {
    expect(schedules.map(({ kind }) => kind)).toEqual(scheduleSchema.options.map(({ shape }) => shape.kind.value));
    const augmentation = augmentationSchema.parse({
      steps: Object.values(firstSteps),
      fill: 'constant',
      fillValue: 0.5,
    });
    const all = [...schedules.map((schedule) => ({ schedule })), ...sources.map((data) => ({ data }))].map((change) =>
      trainingSchema.parse({
        ...defaultTraining,
        augmentation,
        classWeights: { kind: 'own', weights: [1, 2] },
        earlyStopping: { patience: 3, minChange: 0, keepBest: true },
        ...change,
      }),
    );
    const unnamed = new Set(
      all.flatMap((settings) => Object.keys(flatSettings(settings)).filter((key) => !isNamed(key))),
    );
    expect([...unnamed]).toEqual([]);
  });
});
