import * as tf from '@tensorflow/tfjs-core';
import { countClasses, weightsOfClasses } from '../../core/compile/class-weights.ts';
import { endsEarly } from '../../core/compile/early-stopping.ts';
import { rateAt } from '../../core/compile/learning-rate.ts';
import type { SettingsChange } from '../../core/document/run-changes.ts';
import type { TrainingSettings } from '../../core/document/schema.ts';
import type { StartedBackend } from '../backends/backend.ts';
import { labelsOf } from '../data/dataset.ts';
import { EngineError, failureOn } from '../failure.ts';
import { type BatchFeed, checkAugmentation, createBatchFeed } from '../feed/batch-feed.ts';
import type { FeederThreads } from '../feed/feeder.ts';
import { type LiveWeights, WeightReader } from '../look/live-weights.ts';
import { Model } from '../network/model.ts';
import type { Program } from '../network/program.ts';
import type { EngineEvent, EngineFailure, EpochReport, Probe, RunOutcome, TrainRequest } from '../protocol.ts';
import { combine } from '../random.ts';
import { say } from '../sayings.ts';
import type { WatchSchedule } from '../watch/schedule.ts';
import { Watch } from '../watch/watch.ts';
import { featuresOf, type SplitFeatures, withBase } from './base-features.ts';
import type { DrawnBatch } from './batches.ts';
import { chooseSamples, type Samples } from './choose-samples.ts';
import { compileSteps } from './compile-step.ts';
import { Control } from './control.ts';
import { EpochBatches } from './epoch-batches.ts';
import { type Figures, figuresOf, widthOf } from './figures.ts';
import { LiveSettings } from './live-settings.ts';
import { checkPlanFits, planTraining } from './plan.ts';
import { ProbeCamera } from './probe-camera.ts';
import { Reporter } from './reporter.ts';
import { type Progress, readSnapshot, restoreSlots } from './snapshot.ts';
import { startingPoint } from './starting-point.ts';
import { freshSlots, type Slots, testStep, trainStep } from './step.ts';
import { Tally } from './tally.ts';

export interface TrainerRequest extends TrainRequest {
  /** A run that was paused when its worker died starts paused. */
  readonly paused: boolean;
  /** Epochs that had been done before this run: it judges for itself when to end early. */
  readonly since: number;
}

/** Milliseconds between two reads of the loss. */
const readEvery = 100;
/** Tensors of one batch each that may wait to be read. */
const mostUnread = 32;
const snapshotEvery = 30_000;

/** One run: a network trained on a dataset from its first batch, or from a snapshot, to its end. */
export class Trainer {
  readonly control: Control;
  private readonly program: Program;
  private readonly samples: { train: Samples; validation: Samples };
  private readonly live: LiveSettings;
  private readonly model: Model;
  private slots: Slots;
  private readonly progress: Progress;
  private readonly reporter: Reporter;
  private readonly camera: ProbeCamera;
  private readonly watch: Watch;
  private readonly batches: EpochBatches;
  private readonly validationFeed: BatchFeed;
  private readonly features: SplitFeatures;
  private readonly reader = new WeightReader();
  private readonly tensorsBefore: number;
  private lastSnapshot = performance.now();
  private bestLoss = Number.POSITIVE_INFINITY;
  private baseTold = false;

  /** @throws EngineError for a network, data or settings that cannot be trained, before any tensor is made. */
  constructor(
    private readonly request: TrainerRequest,
    private readonly backend: StartedBackend,
    private readonly emit: (event: EngineEvent) => void,
    private readonly breathe: () => Promise<void>,
    threads: FeederThreads | null = null,
  ) {
    const { network, settings, dataset, snapshot } = request;
    this.control = new Control(request.paused);
    const plan = planTraining(network, settings, dataset);
    checkAugmentation(settings.augmentation, dataset);
    this.program = plan.program;
    this.samples = chooseSamples(dataset, settings.validationShare, settings.seed);
    const count = this.samples.train.indices.length;
    this.live = new LiveSettings(settings, {
      plan,
      count,
      fits: (batchSize) => checkPlanFits(plan, settings, batchSize, backend),
      until: request.until,
      weigh: (chosen) => classWeightsOf(chosen, request, this.samples.train),
    });
    this.tensorsBefore = tf.memory().numTensors;
    this.model = snapshot
      ? Model.from(this.program, snapshot.weights)
      : Model.fresh(this.program, combine(settings.seed, 1), request.initial);
    this.slots = snapshot ? restoreSlots(this.model, plan.rule, snapshot) : freshSlots(this.model, plan.rule);
    this.progress = startingPoint(snapshot, this.live);
    for (const report of this.progress.history) this.bestLoss = Math.min(this.bestLoss, judged(report));
    this.reporter = new Reporter(request.runId, this.live, count, emit);
    this.camera = new ProbeCamera(request, this.program.inputShape, backend, emit);
    this.watch = new Watch(request, this.program, backend, emit);
    const feed = (samples: Samples, augmentation: TrainingSettings['augmentation'] | null): BatchFeed =>
      createBatchFeed(samples, this.program.inputShape, { augmentation, seed: settings.seed, threads });
    this.batches = new EpochBatches(feed(this.samples.train, settings.augmentation), { count, seed: settings.seed });
    this.validationFeed = feed(this.samples.validation, null);
    this.features = featuresOf(this.program, this.samples, settings.augmentation, backend);
  }

  get runId(): string {
    return this.request.runId;
  }

  /** Runs to the end. Never throws: the outcome is in the `finished` event. */
  async run(): Promise<void> {
    let failure: EngineFailure | undefined;
    try {
      const { runId } = this.request;
      this.emit({ type: 'started', runId, device: this.backend.device, weights: this.model.parameters });
      this.emitState();
      await this.compile();
      await this.snapshot(false);
      await this.camera.shoot(this.model, this.progress.step);
      while (!this.control.stopping && !this.atEnd && !this.endsEarly) await this.epoch();
      if (this.control.stopping && this.progress.stepInEpoch > 0) await this.snapshot(false);
    } catch (error) {
      failure = failureOn(this.backend.device, error);
    }
    this.dispose();
    const reason: RunOutcome['reason'] = failure ? 'failed' : this.control.stopping ? 'stopped' : 'completed';
    const leakedTensors = tf.memory().numTensors - this.tensorsBefore;
    const early = reason === 'completed' && !this.atEnd ? { endedEarly: { keptEpoch: this.progress.epoch } } : {};
    const outcome = { reason, last: null, best: null, leakedTensors, ...early, ...(failure ? { failure } : {}) };
    this.emit({ type: 'finished', runId: this.request.runId, outcome });
  }

  pause(): void {
    this.control.pause();
    this.control.notify();
  }

  resume(): void {
    this.control.resume();
    this.emitState();
  }

  /** @throws EngineError for a batch that does not fit. What is asked of a paused run counts when it goes on. */
  change(settings: SettingsChange): void {
    this.live.ask(settings);
  }

  setProbe(probe: Probe | null): void {
    this.camera.aim(probe);
    this.control.notify();
  }

  /** As they are after the step at hand; `null` where the run ends first. */
  weights(): Promise<LiveWeights | null> {
    const asked = this.reader.ask();
    this.control.notify();
    return asked;
  }

  setWatch(schedule: WatchSchedule): void {
    this.watch.set(schedule);
  }

  /** Has the device compile what the steps run, as far as that can be done ahead. */
  private async compile(): Promise<void> {
    const { model, slots, samples, live, breathe } = this;
    const { rule, objective, batchSize } = live;
    const steps = { model, slots, rule, objective, samples: samples.train, batchSize };
    const onProgress = (done: number, total: number): void =>
      this.emit({ type: 'compiling', runId: this.runId, done, total });
    await compileSteps(steps, samples.validation.indices.length > 0, this.backend, { onProgress, breathe });
  }

  private async epoch(): Promise<void> {
    const epoch = this.progress.epoch + 1;
    const tally = new Tally(this.backend, this.width, this.progress.partial, this.progress.partialSamples);
    this.reporter.beginEpoch(epoch, this.progress.stepInEpoch, this.progress.partialSeconds);
    try {
      while (this.progress.stepInEpoch < this.live.stepsPerEpoch) {
        if (!(await this.ready(tally))) return;
        this.applyChanges();
        const { batchSize, classWeights, lastEpoch } = this.live;
        const place = { epoch, step: this.progress.stepInEpoch, batchSize, lastEpoch };
        await this.batch(tally, await this.batches.take(place, classWeights));
        const due = this.reporter.sinceReport >= readEvery || tally.unread >= mostUnread;
        if (due || this.control.paused || this.progress.stepInEpoch === this.live.stepsPerEpoch)
          await this.report(tally);
        if (performance.now() - this.lastSnapshot > snapshotEvery) await this.snapshotWithin(tally);
        await this.watch.tell(this.progress.step);
        await this.camera.shootIfDue(this.model, this.progress.step);
        await this.reader.answer(this.model, this.progress);
        await this.breathe();
      }
      await this.endEpoch(tally);
    } finally {
      tally.dispose();
    }
  }

  /** Waits while paused. False when the run is to stop; the epoch's sums so far are then in `progress`. */
  private async ready(tally: Tally): Promise<boolean> {
    let told = false;
    while (this.control.paused && !this.control.takeStep()) {
      if (!told) {
        await this.report(tally);
        this.emitState();
        await this.camera.shoot(this.model, this.progress.step);
        told = true;
      }
      this.reporter.stopClock();
      await this.control.wait();
      await this.camera.shootIfMoved(this.model, this.progress.step);
      await this.reader.answer(this.model, this.progress);
      this.reporter.startClock();
    }
    if (!this.control.stopping) return true;
    await this.report(tally);
    this.keepPartial(tally);
    return false;
  }

  private async batch(tally: Tally, drawn: DrawnBatch): Promise<void> {
    const { progress } = this;
    const hooks = this.watch.hooks(progress.step, this.live.stepsPerEpoch - progress.stepInEpoch);
    const batch = await withBase(this.features.train, this.model, drawn, hooks?.output.bind(hooks));
    try {
      const seed = combine(this.request.settings.seed, 4, progress.step);
      const { rule, objective } = this.live;
      const [number, rate] = [progress.step + 1, this.rateIn(0)];
      const sums = trainStep(this.model, this.slots, rule, objective, batch, seed, number, rate, hooks);
      tally.add(sums, batch.count);
    } finally {
      batch.dispose();
    }
    progress.step++;
    progress.stepInEpoch++;
    this.reporter.stepDone();
  }

  private async report(tally: Tally): Promise<void> {
    if (!(await tally.read())) {
      this.backend.checkAlive();
      const { step, epoch } = this.progress;
      throw new EngineError('diverged', say('diverged', { step, epoch: epoch + 1 }));
    }
    this.reporter.batch(tally, this.progress, this.rateIn(-1));
  }

  private async endEpoch(tally: Tally): Promise<void> {
    this.reporter.endTraining();
    const validation = await this.validate();
    if (validation === 'stopped') {
      this.keepPartial(tally);
      return;
    }
    const report = this.reporter.epochReport(tally, validation, this.rateIn(-1));
    const { progress } = this;
    progress.history.push(report);
    progress.epoch++;
    progress.stepInEpoch = 0;
    progress.partial = [];
    progress.partialSamples = 0;
    progress.partialSeconds = 0;
    this.tellBase();
    const best = judged(report) < this.bestLoss;
    if (best) this.bestLoss = judged(report);
    await this.snapshot(best);
    this.emit({ type: 'epoch', runId: this.request.runId, report });
    this.watch.endEpoch(report.epoch);
  }

  /** After a first whole epoch of this run. */
  private tellBase(): void {
    const bytes = this.baseTold ? 0 : this.features.keptBytes;
    this.baseTold = true;
    if (bytes > 0) this.emit({ type: 'baseKept', runId: this.runId, bytes });
  }

  /** Over the validation images, or `null` without any. */
  private async validate(): Promise<Figures | 'stopped' | null> {
    const { validation } = this.samples;
    const count = validation.indices.length;
    if (count === 0) return null;
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    const tally = new Tally(this.backend, this.width);
    const { batchSize, objective } = this.live;
    const batches = this.validationFeed.open([{ order, epoch: 0, size: batchSize, from: 0 }]);
    try {
      for (let start = 0; start < count; start += batchSize) {
        if (this.control.stopping) return 'stopped';
        const batch = await withBase(this.features.validation, this.model, await batches.next());
        tally.add(testStep(this.model, objective, batch), batch.count);
        batch.dispose();
        if (tally.unread >= mostUnread) await tally.read();
        await this.breathe();
      }
      await tally.read();
      return figuresOf(objective, tally.sums, tally.samples);
    } finally {
      batches.close();
      tally.dispose();
    }
  }

  private async snapshotWithin(tally: Tally): Promise<void> {
    await this.report(tally);
    this.keepPartial(tally);
    await this.snapshot(false);
  }

  private keepPartial(tally: Tally): void {
    this.progress.partial = [...tally.sums];
    this.progress.partialSamples = tally.samples;
    this.progress.partialSeconds = this.reporter.epochSeconds;
  }

  private async snapshot(best: boolean): Promise<void> {
    const { runId, settings } = this.request;
    const snapshot = await readSnapshot(this.model, this.slots, this.live, this.progress, settings.seed, this.backend);
    this.lastSnapshot = performance.now();
    // Sent, the values are the page's.
    if (snapshot.step === 0) this.watch.begin(snapshot.weights);
    this.emit({ type: 'snapshot', runId, snapshot, best });
  }

  private emitState(): void {
    const state = this.control.paused ? 'paused' : 'running';
    this.emit({ type: 'state', runId: this.request.runId, state });
  }

  private applyChanges(): void {
    const { step, epoch, stepInEpoch } = this.progress;
    const before = this.live.stepsPerEpoch;
    const settings = this.live.apply(stepInEpoch === 0);
    if (settings === null) return;
    this.emit({ type: 'changed', runId: this.runId, step, epoch: epoch + stepInEpoch / before, settings });
  }

  /** Learning rate `ahead` steps from the next one. By epochs: their steps change with the batch size. */
  private rateIn(ahead: number): number {
    const { epoch, stepInEpoch, history } = this.progress;
    const { stepsPerEpoch, current } = this.live;
    const step = epoch * stepsPerEpoch + stepInEpoch + ahead;
    return rateAt(current, { step, stepsPerEpoch, losses: history.map(judged) });
  }

  private get atEnd(): boolean {
    return this.progress.epoch >= this.live.lastEpoch;
  }

  private get endsEarly(): boolean {
    const { earlyStopping } = this.live.current;
    const own = this.progress.history.filter(({ epoch }) => epoch > this.request.since);
    return earlyStopping !== null && endsEarly(earlyStopping, own.map(judged));
  }

  private get width(): number {
    return widthOf(this.live.objective);
  }

  private dispose(): void {
    this.batches.close();
    this.validationFeed.close();
    this.model.dispose();
    for (const slots of this.slots.values()) tf.dispose(slots);
    this.slots = new Map();
    this.camera.dispose();
    this.reader.dispose();
    this.watch.dispose();
  }
}

/** What the best epoch is judged by: validation loss where there is one. */
const judged = (report: EpochReport): number => report.valLoss ?? report.loss;

function classWeightsOf(
  settings: TrainingSettings,
  { dataset }: TrainRequest,
  { split, indices }: Samples,
): readonly number[] | null {
  if (settings.classWeights.kind === 'none' || dataset.task !== 'oneLabel') return null;
  const known = labelsOf(split);
  const labels = Array.from(indices, (index) => known[index] ?? 0);
  return weightsOfClasses(settings.classWeights, countClasses(labels, dataset.classes.length));
}
