import type { Figures, LayerFigures } from '../../core/diagnosis/figures.ts';
import type { StartedBackend } from '../backends/backend.ts';
import type { Program, ProgramLayer } from '../network/program.ts';
import type { EngineEvent, NamedWeight, TrainRequest } from '../protocol.ts';
import { DeadCount } from './dead-count.ts';
import { histogramOf } from './histogram.ts';
import type { StepHooks } from './hooks.ts';
import { rectifierNames } from './rectifiers.ts';
import { defaultSchedule, Pace, type WatchSchedule } from './schedule.ts';
import { flowKey, nothing, type Reading, StepWatch, sampleOf } from './step-watch.ts';

/**
 * Measures each layer in some of a run's steps and sends what it finds. A step that is watched computes what any other
 * does: the gradients are its own, and its weights come out the same.
 */
export class Watch {
  private readonly pace: Pace;
  private readonly rectifiers: ReadonlySet<string>;
  private readonly dead = new Map<string, DeadCount>();
  private current: StepWatch | null = null;
  private latest: { readonly step: number; readonly layers: Figures } | null = null;
  /** The epoch that goes on has been watched. */
  private seen = false;

  constructor(
    private readonly request: Pick<TrainRequest, 'runId' | 'network' | 'watch'>,
    private readonly program: Program,
    private readonly backend: StartedBackend,
    private readonly emit: (event: EngineEvent) => void,
  ) {
    this.pace = new Pace(request.watch ?? defaultSchedule, performance.now());
    this.rectifiers = rectifierNames(request.network);
  }

  set(schedule: WatchSchedule): void {
    this.pace.set(schedule);
  }

  /** Sends how the weights lie before the first step, as figures of epoch 0; not where nothing is to be watched. */
  begin(weights: readonly NamedWeight[]): void {
    if ((this.request.watch ?? defaultSchedule).kind === 'off') return;
    const samples = new Map(
      this.program.weights.flatMap(({ trainable }, place) => {
        const values = weights[place]?.values;
        return trainable && values ? [[place, sampleOf(values)] as const] : [];
      }),
    );
    const layers = this.figuresOf({ ...nothing, samples }, 0);
    this.emit({ type: 'figures', runId: this.request.runId, step: 0, epoch: 0, layers });
  }

  /**
   * Hooks for the step about to be done, or `undefined` when it is not to be watched.
   * @param step counted from 0 since the run began; `left` of its epoch, itself included.
   */
  hooks(step: number, left: number): StepHooks | undefined {
    const now = performance.now();
    this.pace.begin(now, this.current !== null);
    this.drop();
    const wanted = left === 1 && !this.seen;
    if (!this.pace.isDue(step, now, wanted)) return undefined;
    this.current = new StepWatch(this.program, this.rectifiers);
    return this.current;
  }

  /** Reads and sends what the last step showed, if it was watched. @param step how many are done. */
  async tell(step: number): Promise<void> {
    const { current } = this;
    if (current === null) return;
    const packed = current.pack();
    const start = performance.now();
    try {
      const layers = this.figuresOf(current.unpack(await this.backend.read(packed)), current.samples);
      this.latest = { step, layers };
      this.seen = true;
      this.emit({ type: 'figures', runId: this.request.runId, step, epoch: null, layers });
    } finally {
      packed.dispose();
      const now = performance.now();
      this.pace.took(current.spent + now - start, now);
      this.drop();
    }
  }

  /** Sends the last figures again as those of an epoch, where it was watched at all. */
  endEpoch(epoch: number): void {
    const { latest, seen } = this;
    this.seen = false;
    if (latest !== null && seen) this.emit({ type: 'figures', runId: this.request.runId, epoch, ...latest });
  }

  dispose(): void {
    this.drop();
  }

  private drop(): void {
    this.current?.dispose();
    this.current = null;
  }

  private figuresOf(reading: Reading, samples: number): Figures {
    const layers: Record<string, LayerFigures> = {};
    for (const layer of this.program.layers) {
      if (layer.nodeId !== undefined) layers[layer.nodeId] = this.layerOf(layer, reading, samples);
    }
    return layers;
  }

  private layerOf({ name, inputs, weightPlaces }: ProgramLayer, reading: Reading, samples: number): LayerFigures {
    const moved = weightPlaces.flatMap((place) => reading.weights.get(place) ?? []);
    const lengthOf = (part: 'gradient' | 'weight' | 'step'): number | null =>
      moved.length === 0 ? null : length(moved.reduce((sum, squares) => sum + squares[part], 0));
    const [weightNorm, step] = [lengthOf('weight'), lengthOf('step')];
    const output = reading.outputs.get(name);
    return {
      gradientNorm: lengthOf('gradient'),
      weightNorm,
      updateRatio: weightNorm === null || step === null || weightNorm === 0 ? null : step / weightNorm,
      weights: histogramOf(this.largest(weightPlaces, reading)),
      activation: output ? spreadOf(output) : null,
      flow: inputs.map((_, input) => length(reading.flow.get(flowKey(name, input)) ?? Number.NaN)),
      dead: this.deadOf(name, reading.highest.get(name), samples),
    };
  }

  private largest(places: readonly number[], { samples }: Reading): Float32Array {
    const sizeOf = (place: number): number => this.program.weights[place]?.shape.reduce((size, n) => size * n, 1) ?? 0;
    const [largest] = places.filter((place) => samples.has(place)).sort((a, b) => sizeOf(b) - sizeOf(a));
    return (largest === undefined ? undefined : samples.get(largest)) ?? new Float32Array();
  }

  private deadOf(name: string, highest: Float32Array | undefined, samples: number): LayerFigures['dead'] {
    if (highest === undefined) return null;
    const count = this.dead.get(name) ?? new DeadCount();
    this.dead.set(name, count);
    return count.add(highest, samples);
  }
}

/** `null` for what is no number. */
const length = (squares: number): number | null => (Number.isFinite(squares) ? Math.sqrt(squares) : null);

function spreadOf({
  mean,
  variance,
}: {
  readonly mean: number;
  readonly variance: number;
}): LayerFigures['activation'] {
  return Number.isFinite(mean) && Number.isFinite(variance) ? { mean, deviation: Math.sqrt(variance) } : null;
}
