import { rateAt } from '../../src/core/compile/learning-rate.ts';
import type { RunRecord } from '../../src/core/document/runs.ts';
import type { TrainingSettings } from '../../src/core/document/schema.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { stepsOf } from '../../src/engine/train/epoch-steps.ts';

/** Of a run, `null` before it: its settings, the changes made while it went on, and what its epochs came to. */
type Past = Pick<RunRecord, 'changes' | 'epochs'> | null;

interface Moment {
  /** Whole epochs done. */
  readonly epoch: number;
  /** Steps done since the run began; `null`: those of the whole epochs. */
  readonly step: number | null;
}

/**
 * Settings that the step after a moment is taken with: what was changed later is taken back, and the learning rate is the
 * one that warm-up and schedule give this step.
 * @param settings as the run ends with them.
 */
export function settingsAt(settings: TrainingSettings, run: Past, dataset: Dataset, moment: Moment): TrainingSettings {
  const { epoch } = moment;
  const isLater = (change: { readonly step: number; readonly epoch: number }): boolean =>
    moment.step === null ? change.epoch > epoch : change.step > moment.step;
  let now = settings;
  for (const change of [...(run?.changes ?? [])].reverse()) if (isLater(change)) now = { ...now, ...change.from };
  const { stepsPerEpoch } = stepsOf(dataset, now);
  // Batches of another size before make steps that are no part of an epoch as it is now: the schedule goes by epochs.
  const [first, last] = [epoch * stepsPerEpoch, (epoch + 1) * stepsPerEpoch - 1];
  const step = Math.min(last, Math.max(first, moment.step ?? first));
  const done = run?.epochs.filter((report) => report.epoch <= epoch) ?? [];
  const losses = done.map(({ loss, valLoss }) => valLoss ?? loss);
  return { ...now, learningRate: rateAt(now, { step, stepsPerEpoch, losses }) };
}
