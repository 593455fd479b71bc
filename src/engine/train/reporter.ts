import * as tf from '@tensorflow/tfjs-core';
import type { EngineEvent, EpochReport } from '../protocol.ts';
import { type Figures, figuresOf } from './figures.ts';
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
    const { sums, samples } = tally.takeRecent();
    if (samples === 0) return;
    const { loss, metrics } = figuresOf(this.live.objective, sums, samples);
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
        loss,
        accuracy: metrics.get('accuracy') ?? null,
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

  epochReport(tally: Tally, validation: Figures | null, learningRate: number): EpochReport {
    const { loss, metrics } = figuresOf(this.live.objective, tally.sums, tally.samples);
    const extra: Record<string, number> = {};
    for (const [name, value] of metrics) {
      if (name === 'accuracy') continue;
      extra[name] = value;
      const checked = validation?.metrics.get(name);
      if (checked !== undefined) extra[`val${name.charAt(0).toUpperCase()}${name.slice(1)}`] = checked;
    }
    const whole = this.epochStartStep + this.epochSteps === this.live.stepsPerEpoch;
    return {
      epoch: this.epoch,
      loss,
      accuracy: metrics.get('accuracy') ?? null,
      valLoss: validation?.loss ?? null,
      valAccuracy: validation?.metrics.get('accuracy') ?? null,
      samplesPerSecond: whole ? this.samplesPerEpoch / Math.max(1e-6, this.trainingSeconds) : 0,
      seconds: this.epochSeconds,
      extra,
      learningRate,
    };
  }
}
