import { describe, expect, it } from 'vitest';
import { differing, runChangeSchema, settingsAtStart } from './run-changes.ts';
import { defaultTraining } from './schema.ts';

describe('changes of a run in progress', () => {
  it('are the settings that differ, among those that a run can take', () => {
    const next = {
      ...defaultTraining,
      learningRate: 0.5,
      seed: 99,
      schedule: { kind: 'cosine', finalShare: 0 } as const,
    };
    expect(differing(next, defaultTraining)).toEqual({
      learningRate: 0.5,
      schedule: { kind: 'cosine', finalShare: 0 },
    });
  });

  it('are read back without settings that nobody changed', () => {
    const change = { step: 7, epoch: 0.5, from: { learningRate: 0.1 }, to: { learningRate: 0.01 } };
    expect(runChangeSchema.parse(JSON.parse(JSON.stringify(change)))).toEqual(change);
  });

  it('lead back to the settings at the start', () => {
    const changes = [
      { step: 1, epoch: 1, from: { learningRate: 0.1 }, to: { learningRate: 0.2 } },
      { step: 2, epoch: 2, from: { learningRate: 0.2, epochs: 3 }, to: { learningRate: 0.3, epochs: 9 } },
    ];
    const settings = { ...defaultTraining, learningRate: 0.3, epochs: 9 };
    expect(settingsAtStart({ settings, changes })).toEqual({ ...defaultTraining, learningRate: 0.1, epochs: 3 });
    expect(settingsAtStart({ settings })).toBe(settings);
  });
});
