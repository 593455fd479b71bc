import { isChangeable, type SettingsChange } from '../core/document/run-changes.ts';
import type { TrainingSettings } from '../core/document/schema.ts';
import type { Chooser } from './choose-backend.ts';
import { EngineError, failureOf } from './failure.ts';
import type { LiveWeights } from './look/live-weights.ts';
import type { WorkerPort } from './port.ts';
import type {
  BackendName,
  Device,
  EngineEvent,
  EngineFailure,
  Probe,
  RunHandle,
  RunOutcome,
  Snapshot,
  TrainRequest,
} from './protocol.ts';
import { remedyOf } from './recovery.ts';
import { say } from './sayings.ts';
import { type Connection, connect } from './serve.ts';
import { defaultSchedule, type WatchSchedule } from './watch/schedule.ts';

/** How long a worker may take to stop of itself, and to say anything at all. */
const stopLimit = 15_000;
const silenceLimit = 120_000;
const firstSilenceLimit = 300_000;

/**
 * One run, whatever becomes of its workers. It keeps the last snapshot on this side; a worker that dies, hangs or
 * loses its device is replaced by one that goes on from there, as `remedyOf` says.
 */
export class RunSupervisor implements RunHandle {
  readonly runId: string;
  private port: WorkerPort | null = null;
  private connection: Connection | null = null;
  private accepted: Promise<unknown> = Promise.resolve();
  private device: Device | null = null;
  private last: Snapshot | null;
  private best: Snapshot | null = null;
  private lastEpoch: number;
  private failures = 0;
  /** A worker has gone beyond what it was given. */
  private stepped = false;
  /** As changed by now. */
  private settings: TrainingSettings;
  /** Changes that were asked for and have not come about. */
  private waiting: SettingsChange = {};
  private recovery: { reason: string; fromStep: number } | null = null;
  private paused = false;
  private stopping = false;
  /** Devices may be timed before the first worker starts. */
  private readonly choosing = new AbortController();
  private finished = false;
  private heard = 0;
  private stepMilliseconds: number | null = null;
  private watch: ReturnType<typeof setInterval> | undefined;
  private stopTimer: ReturnType<typeof setTimeout> | undefined;
  private probe: Probe | null;
  private schedule: WatchSchedule;

  constructor(
    private readonly spawn: () => WorkerPort,
    private readonly request: TrainRequest,
    private readonly emit: (event: EngineEvent) => void,
    private readonly chooser: Chooser,
  ) {
    this.runId = request.runId;
    this.last = request.snapshot ?? null;
    this.lastEpoch = this.last?.epoch ?? 0;
    this.probe = request.probe;
    this.schedule = request.watch ?? defaultSchedule;
    this.settings = request.settings;
    this.paused = request.paused ?? false;
  }

  start(): void {
    this.heard = performance.now();
    this.watch = setInterval(() => this.checkSilence(), 5000);
    const { backend } = this.request;
    if (backend === 'auto') this.accepted = this.launchQuickest();
    else this.launch(backend);
  }

  private async launchQuickest(): Promise<void> {
    const { network, runId } = this.request;
    const work = { network, settings: this.settings };
    const choice = await this.chooser.choose(work, this.choosing.signal).catch(() => null);
    if (this.finished) return;
    if (this.stopping) {
      this.finish({ reason: 'stopped' });
      return;
    }
    if (choice && choice.timings.length > 0) this.emit({ type: 'chosen', runId, timings: choice.timings });
    this.launch(choice?.backend ?? 'auto');
    await this.accepted;
  }

  async pause(): Promise<void> {
    this.paused = true;
    await this.ask('pause');
  }

  async resume(): Promise<void> {
    this.paused = false;
    this.heard = performance.now();
    await this.ask('resume');
  }

  async step(): Promise<void> {
    this.paused = true;
    await this.ask('step');
  }

  async stop(): Promise<void> {
    if (this.finished) return;
    this.stopping = true;
    this.choosing.abort();
    this.stopTimer ??= setTimeout(() => this.finish({ reason: 'stopped' }), stopLimit);
    await this.ask('stop');
  }

  async setProbe(probe: Probe | null): Promise<void> {
    this.probe = probe;
    const { connection } = this;
    await this.quietly(() => connection?.request('probe', { runId: this.runId, probe }));
  }

  async setWatch(schedule: WatchSchedule): Promise<void> {
    this.schedule = schedule;
    const { connection } = this;
    await this.quietly(() => connection?.request('watch', { runId: this.runId, schedule }));
  }

  async change(settings: SettingsChange): Promise<void> {
    await this.accepted;
    const { connection } = this;
    await this.quietly(() => connection?.request('change', { runId: this.runId, settings }));
    this.waiting = { ...this.waiting, ...settings };
  }

  async weights(): Promise<LiveWeights | null> {
    await this.accepted;
    const { connection } = this;
    try {
      return (await connection?.request('weights', { runId: this.runId })) ?? null;
    } catch (error) {
      if (failureOf(error).code === 'worker-died') return null;
      throw error;
    }
  }

  /** Ends the run at once, without waiting for its worker. */
  abandon(): void {
    this.finish({ reason: 'stopped' });
  }

  private launch(backend: BackendName | 'auto'): void {
    const port = this.spawn();
    const connection = connect(port, (event) => {
      if (this.port === port && event.type !== 'profiling' && event.type !== 'looking') this.receive(event);
    });
    this.port = port;
    this.connection = connection;
    this.heard = performance.now();
    this.stepMilliseconds = null;
    port.onDeath((reason) => {
      if (this.port === port) this.recover(new EngineError('worker-died', reason).failure);
    });
    const { snapshot: _, ...request } = this.request;
    const accepted = connection.request('train', {
      ...request,
      settings: this.settings,
      backend,
      probe: this.probe,
      watch: this.schedule,
      paused: this.paused,
      since: this.request.since ?? this.request.snapshot?.epoch ?? 0,
      ...(this.last === null ? {} : { snapshot: this.last }),
    });
    const { runId, waiting } = this;
    const begun =
      Object.keys(waiting).length > 0
        ? accepted.then(() => connection.request('change', { runId, settings: waiting }))
        : accepted;
    this.accepted = begun.catch((error: unknown) => {
      if (this.port === port) this.refused(failureOf(error));
    });
  }

  private receive(event: EngineEvent): void {
    this.heard = performance.now();
    switch (event.type) {
      case 'started':
        this.started(event);
        break;
      case 'snapshot':
        this.keep(event);
        break;
      case 'epoch':
        if (event.report.epoch <= this.lastEpoch) break;
        // Before it is told: whoever hears it may end the worker there and then.
        this.lastEpoch = event.report.epoch;
        this.emit(event);
        break;
      case 'batch':
        this.stepMilliseconds = event.report.stepMilliseconds;
        this.emit(event);
        break;
      case 'changed':
        this.changed(event.settings);
        this.emit(event);
        break;
      case 'finished':
        this.ended(event.outcome);
        break;
      default:
        this.emit(event);
    }
  }

  private started(event: Extract<EngineEvent, { type: 'started' }>): void {
    this.device = event.device;
    if (this.recovery === null) {
      this.emit(event);
      return;
    }
    const { reason, fromStep } = this.recovery;
    this.recovery = null;
    this.emit({ type: 'recovered', runId: this.runId, reason, fromStep, device: event.device });
  }

  private keep(event: Extract<EngineEvent, { type: 'snapshot' }>): void {
    const { snapshot, best } = event;
    // What a new worker sends first is what it was given.
    const known = this.last !== null && snapshot.step === this.last.step && snapshot.epoch === this.last.epoch;
    if (known && !best) return;
    if (this.last !== null && snapshot.step > this.last.step) {
      this.failures = 0;
      this.stepped = true;
    }
    this.last = snapshot;
    if (best) this.best = snapshot;
    this.emit(event);
  }

  private ended(outcome: RunOutcome): void {
    const code = outcome.failure?.code;
    const mendable = code === 'device-lost' || code === 'out-of-memory';
    if (outcome.failure && mendable && !this.stopping) this.recover(outcome.failure);
    else this.finish(outcome);
  }

  /** The worker would not begin. After a recovery that is one more failure of the device; else the run's own fault. */
  private refused(failure: EngineFailure): void {
    const deviceAtFault = failure.code === 'no-backend' || failure.code === 'device-lost';
    if (this.recovery !== null && deviceAtFault) this.recover(failure);
    else this.finish({ reason: 'failed', failure });
  }

  private recover(failure: EngineFailure): void {
    this.release();
    if (this.finished) return;
    if (this.stopping) {
      this.finish({ reason: 'stopped' });
      return;
    }
    this.failures++;
    const current = this.device?.backend ?? (this.request.backend === 'auto' ? 'wasm' : this.request.backend);
    const { code } = failure;
    const batchSize = Math.min(this.settings.batchSize, this.request.dataset.splits.train.count);
    const { failures, stepped } = this;
    const remedy = remedyOf({ code, failures, backend: current, batchSize, stepped });
    if (remedy === null) {
      this.finish({ reason: 'failed', failure });
      return;
    }
    const { backend } = remedy;
    if (remedy.batchSize < batchSize) this.halve(remedy.batchSize);
    this.recovery = { reason: failure.message, fromStep: this.last?.step ?? 0 };
    // Should this one fail too before it says who it is, the next is safer than it.
    this.device = { backend, device: '', software: false };
    for (const report of this.last?.history ?? []) {
      if (report.epoch > this.lastEpoch) this.receive({ type: 'epoch', runId: this.runId, report });
    }
    this.launch(backend);
  }

  private changed(settings: SettingsChange): void {
    this.settings = { ...this.settings, ...settings };
    const left = Object.entries(this.waiting).filter(([key]) => isChangeable(key) && !(key in settings));
    this.waiting = Object.fromEntries(left);
  }

  /** Told before the new worker begins: it is given the settings as they are then. */
  private halve(batchSize: number): void {
    const { runId } = this;
    this.changed({ batchSize });
    const { step, epoch } = this.last ?? { step: 0, epoch: 0 };
    this.emit({ type: 'changed', runId, step, epoch, settings: { batchSize } });
  }

  private checkSilence(): void {
    if (this.paused || this.finished) return;
    const usual = this.stepMilliseconds;
    const limit = usual === null ? firstSilenceLimit : Math.max(silenceLimit, 20 * usual);
    if (performance.now() - this.heard < limit) return;
    this.recover(new EngineError('worker-died', say('workerSilent', { seconds: Math.round(limit / 1000) })).failure);
  }

  private finish(end: Pick<RunOutcome, 'reason'> & Partial<RunOutcome>): void {
    if (this.finished) return;
    this.finished = true;
    this.choosing.abort();
    clearInterval(this.watch);
    clearTimeout(this.stopTimer);
    this.release();
    const { endedEarly: _, ...rest } = end;
    const kept = end.endedEarly && this.settings.earlyStopping?.keepBest ? (this.best ?? this.last) : this.last;
    const outcome = {
      leakedTensors: 0,
      ...rest,
      ...(end.endedEarly && kept ? { endedEarly: { keptEpoch: kept.epoch } } : {}),
      last: kept,
      best: this.best ?? this.last,
    };
    this.emit({ type: 'finished', runId: this.runId, outcome });
  }

  private release(): void {
    const { port, connection } = this;
    this.port = null;
    this.connection = null;
    port?.terminate();
    connection?.close(new EngineError('worker-died', say('workerReplaced')));
  }

  private async ask(channel: 'pause' | 'resume' | 'step' | 'stop'): Promise<void> {
    // Before the run is accepted there is nothing yet to pause or stop.
    await this.accepted;
    const { connection } = this;
    await this.quietly(() => connection?.request(channel, { runId: this.runId }));
  }

  /** A command that meets a worker about to be replaced is not an error: the new one starts in the state asked for. */
  private async quietly(send: () => Promise<unknown> | undefined): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (failureOf(error).code !== 'worker-died') throw error;
    }
  }
}
