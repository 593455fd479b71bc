import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';
import { sampleSize } from '../data/dataset.ts';
import { normalized } from '../data/normalize.ts';
import { openSamples } from '../data/samples.ts';
import { inspect } from '../inspect/maps.ts';
import type { Model } from '../network/model.ts';
import type { EngineEvent, Probe, TrainRequest } from '../protocol.ts';

/** Milliseconds between two shots: at most 4 a second, and never more than a tenth of the time. */
const shootEvery = 250;

/** Feature maps of the probe image, sent now and then while a run trains. */
export class ProbeCamera {
  private probe: Probe | null;
  private image: tf.Tensor | null = null;
  private next = 0;
  private moved = false;

  constructor(
    private readonly request: TrainRequest,
    private readonly inputShape: readonly number[],
    private readonly backend: StartedBackend,
    private readonly emit: (event: EngineEvent) => void,
  ) {
    this.probe = request.probe;
  }

  aim(probe: Probe | null): void {
    this.probe = probe;
    this.moved = true;
    this.next = 0;
  }

  async shootIfDue(model: Model, step: number): Promise<void> {
    if (performance.now() >= this.next) await this.shoot(model, step);
  }

  async shootIfMoved(model: Model, step: number): Promise<void> {
    if (this.moved) await this.shoot(model, step);
  }

  async shoot(model: Model, step: number): Promise<void> {
    const image = await this.load();
    if (image === null) return;
    const start = performance.now();
    const { layers } = await inspect(model, image, this.backend);
    this.emit({ type: 'maps', runId: this.request.runId, step, layers });
    const end = performance.now();
    this.next = Math.max(start + shootEvery, end + 9 * (end - start));
  }

  dispose(): void {
    this.image?.dispose();
    this.image = null;
  }

  private async load(): Promise<tf.Tensor | null> {
    if (this.moved) this.dispose();
    this.moved = false;
    const { probe, inputShape } = this;
    if (probe === null) return null;
    if (this.image !== null) return this.image;
    const { dataset } = this.request;
    const { samples, count } = dataset.splits[probe.split];
    if (probe.index < 0 || probe.index >= count) return null;
    const reader = openSamples(samples, sampleSize(inputShape));
    const values = normalized(await reader.read([probe.index]), dataset);
    reader.close();
    this.image = tf.tensor(values, [1, ...inputShape]);
    return this.image;
  }
}
