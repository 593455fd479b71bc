import { afterAll, describe, expect, test } from 'vitest';
import type { SettingsChange } from '../../core/document/run-changes.ts';
import type { TrainingSettings } from '../../core/document/schema.ts';
import type { EngineEvent } from '../protocol.ts';
import { complete, requestOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';

const engine = createSameThreadEngine();
afterAll(() => engine.destroy());

/** A run that begins paused, does `steps` steps, is changed and goes on. */
function changedAfter(steps: number, start: Partial<TrainingSettings>, change: SettingsChange) {
  return complete(engine, requestOf({ paused: true }, start), (event, run) => {
    if (event.type !== 'started') return;
    void (async () => {
      for (let i = 0; i < steps; i++) await run.step();
      await run.change(change);
      await run.resume();
    })();
  });
}

const changesOf = (events: readonly EngineEvent[]) => events.filter((event) => event.type === 'changed');

// Validation of 16 of the 64 images: 48 are trained on, 6 steps of 8.
describe('settings changed while a run is paused', () => {
  test('before the first step, train as a run that began with them', async () => {
    const settings: SettingsChange = {
      learningRate: 0.03,
      clipping: { kind: 'globalNorm', limit: 0.5 },
      schedule: { kind: 'exponential', factor: 0.5 },
      beta1: 0.5,
      classWeights: { kind: 'own', weights: [1, 2, 3, 4] },
    };
    const whole = await complete(engine, requestOf({}, { ...settings, epochs: 2 }));
    const changed = await changedAfter(0, { epochs: 2 }, settings);
    expect(changesOf(changed.events)).toMatchObject([{ step: 0, epoch: 0, settings }]);
    expect(changed.losses).toEqual(whole.losses);
  });

  test('count from the step after, which the event names', async () => {
    const settings = { optimizer: 'sgd', epochs: 3 } as const;
    const plain = await complete(engine, requestOf({}, settings));
    const { events, losses } = await changedAfter(6, settings, { learningRate: 1e-12 });
    expect(changesOf(events)).toMatchObject([{ step: 6, epoch: 1, settings: { learningRate: 1e-12 } }]);
    expect(losses.slice(0, 2)).toEqual(plain.losses.slice(0, 2));
    const rates = events.flatMap((event) => (event.type === 'epoch' ? [event.report.learningRate] : []));
    expect(rates).toEqual([0.01, 1e-12, 1e-12]);
  });

  test('more or fewer epochs end it then', async () => {
    const longer = await changedAfter(1, { epochs: 1 }, { epochs: 3 });
    expect(longer.outcome.last?.epoch).toBe(3);
    const shorter = await changedAfter(1, { epochs: 9 }, { epochs: 2 });
    expect(shorter.outcome).toMatchObject({ reason: 'completed', last: { epoch: 2 } });
  });

  test('another batch size divides the next epoch', async () => {
    const { events, outcome } = await changedAfter(
      2,
      { epochs: 2, batchSize: 8 },
      { batchSize: 16, learningRate: 0.02 },
    );
    expect(changesOf(events)).toMatchObject([
      { step: 2, epoch: 2 / 6, settings: { learningRate: 0.02 } },
      { step: 6, epoch: 1, settings: { batchSize: 16 } },
    ]);
    // 6 steps of 8, then 3 of 16.
    expect(outcome.last?.step).toBe(9);
  });

  test('a setting that a run cannot change is left alone', async () => {
    const changed: object = { seed: 6, epochs: 2 };
    const { losses, events } = await changedAfter(0, { epochs: 1 }, changed);
    expect(changesOf(events)).toMatchObject([{ settings: { epochs: 2 } }]);
    expect(losses).toEqual((await complete(engine, requestOf({}, { epochs: 2 }))).losses);
  });
});
