import * as tf from '@tensorflow/tfjs-core';
import type { EngineEvent, EpochReport } from '../protocol.ts';
import type { LiveSettings } from './live-settings.ts';
import type { Progress } from './snapshot.ts';
import type { Tally } from './tally.ts';

/** Clocks of a run, and the figures it sends. Time spent paused counts for nothing. */
export class Reporter {
  private lastReport = performance.now();
  private stepsSinceReport = 0;
  private epochStart = performance.now();
  private trainingSeconds = 0;
  private pausedAt: number | null = null;
  private secondsPerStep = 0;
  private epoch = 1;
  private epochStartStep = 0;
  private epochSteps = 0;

  constructor(
    private readonly runId: string,
    private readonly live: LiveSettings,
    private readonly samplesPerEpoch: number,
    private readonly emit: (event: EngineEvent) => void,
  ) {}

  get sinceReport(): number {
    return performance.now() - this.lastReport;
  }

  get epochSeconds(): number {
    return (performance.now() - this.epochStart) / 1000;
  }

  /** `seconds`: what the epoch had already taken before the run was interrupted. */
  beginEpoch(epoch: number, startStep: number, seconds: number): void {
    this.epoch = epoch;
    this.epochStartStep = startStep;
    this.epochSteps = 0;
    this.epochStart = performance.now() - seconds * 1000;
    this.lastReport = performance.now();
    this.stepsSinceReport = 0;
  }

  stepDone(): void {
    this.stepsSinceReport++;
    this.epochSteps++;
  }

  stopClock(): void {
    this.pausedAt = performance.now();
  }

  startClock(): void {
    if (this.pausedAt === null) return;
    const away = performance.now() - this.pausedAt;
    this.epochStart += away;
    this.lastReport += away;
    this.pausedAt = null;
  }

  batch(tally: Tally, progress: Progress, learningRate: number): void {
    const { means, samples } = tally.takeRecent();
    if (samples === 0) return;
    const seconds = Math.max(1e-6, this.sinceReport / 1000);
    const perStep = seconds / Math.max(1, this.stepsSinceReport);
    // The first steps compile shaders and warm caches: later ones count more.
    this.secondsPerStep = this.secondsPerStep === 0 ? perStep : 0.8 * this.secondsPerStep + 0.2 * perStep;
    const { lastEpoch, stepsPerEpoch } = this.live;
    const left = Math.max(0, (lastEpoch - progress.epoch) * stepsPerEpoch - progress.stepInEpoch);
    this.lastReport = performance.now();
    this.stepsSinceReport = 0;
    this.emit({
      type: 'batch',
      report: {
        runId: this.runId,
        epoch: progress.epoch + 1,
        step: progress.stepInEpoch,
        stepsPerEpoch,
        totalSteps: progress.step,
        loss: means[0] ?? Number.NaN,
        accuracy: this.column(means, 'accuracy'),
        samplesPerSecond: samples / seconds,
        eta: left * this.secondsPerStep,
        stepMilliseconds: perStep * 1000,
        tensors: tf.memory().numTensors,
        learningRate,
      },
    });
  }

  /** The images have been seen; what follows is validation. */
  endTraining(): void {
    this.trainingSeconds = this.epochSeconds;
  }

  epochReport(tally: Tally, validation: readonly number[] | null, learningRate: number): EpochReport {
    const means = tally.means();
    const extra: Record<string, number> = {};
    this.live.objective.metrics.forEach((name, i) => {
      if (name === 'accuracy') return;
      extra[name] = means[i + 1] ?? Number.NaN;
      const checked = validation?.[i + 1];
      if (checked !== undefined) extra[`val${name.charAt(0).toUpperCase()}${name.slice(1)}`] = checked;
    });
    const whole = this.epochStartStep + this.epochSteps === this.live.stepsPerEpoch;
    return {
      epoch: this.epoch,
      loss: means[0] ?? Number.NaN,
      accuracy: this.column(means, 'accuracy'),
      valLoss: validation?.[0] ?? null,
      valAccuracy: validation === null ? null : this.column(validation, 'accuracy'),
      samplesPerSecond: whole ? this.samplesPerEpoch / Math.max(1e-6, this.trainingSeconds) : 0,
      seconds: this.epochSeconds,
      extra,
      learningRate,
    };
  }

  private column(means: readonly number[], name: 'accuracy'): number | null {
    const place = this.live.objective.metrics.indexOf(name);
    return place < 0 ? null : (means[place + 1] ?? null);
  }
}
