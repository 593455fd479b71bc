import { isChangeable, type SettingsChange } from '../../core/document/run-changes.ts';
import type { TrainingSettings } from '../../core/document/schema.ts';
import { type OptimizerRule, optimizerRule } from './optimizers.ts';
import type { TrainingPlan } from './plan.ts';
import type { Objective } from './step.ts';

interface Surroundings {
  readonly plan: TrainingPlan;
  /** Samples trained on in an epoch. */
  readonly count: number;
  /** @throws EngineError `out-of-memory` for a batch that does not fit. */
  readonly fits: (batchSize: number) => void;
  readonly weigh: (settings: TrainingSettings) => readonly number[] | null;
  /** Epochs after which the run ends in any case. */
  readonly until?: number | undefined;
}

/** A run's settings with all that follows from them. Changes wait for a moment between two steps. */
export class LiveSettings {
  rule: OptimizerRule;
  objective: Objective;
  classWeights: readonly number[] | null;
  batchSize: number;
  stepsPerEpoch: number;
  private waiting: SettingsChange = {};

  constructor(
    private settings: TrainingSettings,
    private readonly around: Surroundings,
  ) {
    const { plan, count, fits, weigh } = around;
    this.rule = plan.rule;
    this.objective = plan.objective;
    this.classWeights = weigh(settings);
    this.batchSize = Math.min(settings.batchSize, count);
    this.stepsPerEpoch = Math.ceil(count / this.batchSize);
    fits(this.batchSize);
  }

  get current(): TrainingSettings {
    return this.settings;
  }

  /** Epochs that the run does: schedules go by all that are asked for. */
  get lastEpoch(): number {
    return Math.min(this.settings.epochs, this.around.until ?? this.settings.epochs);
  }

  /** @throws EngineError for what cannot be; nothing is changed then. Settings that a run cannot change are left out. */
  ask(change: SettingsChange): void {
    if (change.batchSize !== undefined) this.around.fits(Math.min(change.batchSize, this.around.count));
    const known = Object.fromEntries(Object.entries(change).filter(([key]) => isChangeable(key)));
    this.waiting = { ...this.waiting, ...known };
  }

  /** @returns what changes with the next step, or `null`. A batch size waits for the beginning of an epoch. */
  apply(atEpochStart: boolean): SettingsChange | null {
    const { batchSize, ...others } = this.waiting;
    const now = atEpochStart && batchSize !== undefined ? { ...others, batchSize } : others;
    this.waiting = atEpochStart || batchSize === undefined ? {} : { batchSize };
    const changed = Object.keys(now).length > 0;
    if (!changed) return null;
    this.settings = { ...this.settings, ...now };
    this.follow();
    return now;
  }

  private follow(): void {
    const { settings } = this;
    const { count, weigh } = this.around;
    this.rule = optimizerRule(settings.optimizer, settings.learningRate, settings);
    this.objective = { ...this.objective, clipping: settings.clipping };
    this.classWeights = weigh(settings);
    this.batchSize = Math.min(settings.batchSize, count);
    this.stepsPerEpoch = Math.ceil(count / this.batchSize);
  }
}
