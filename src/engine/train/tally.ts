import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';

/**
 * Sums over batches. They stay on the device until read, one small tensor a batch, and are added here in double
 * precision in the order of the batches: when they are read changes nothing in the figures.
 */
export class Tally {
  private pending: { sums: tf.Tensor; count: number }[] = [];
  private columns: number[];
  samples: number;
  /** Sums since `takeRecent`. */
  private recent: { columns: number[]; samples: number };

  constructor(
    private readonly backend: StartedBackend,
    private readonly width: number,
    start: readonly number[] = [],
    samples = 0,
  ) {
    this.columns = Array.from({ length: width }, (_, i) => start[i] ?? 0);
    this.samples = samples;
    this.recent = this.empty();
  }

  get unread(): number {
    return this.pending.length;
  }

  get sums(): readonly number[] {
    return this.columns;
  }

  /** Takes over `sums`. */
  add(sums: tf.Tensor, count: number): void {
    this.pending.push({ sums, count });
  }

  /** Reads what is pending. Returns false when a loss is not a number any more. */
  async read(): Promise<boolean> {
    const batches = this.pending;
    if (batches.length === 0) return true;
    this.pending = [];
    const rows = tf.stack(batches.map((batch) => batch.sums));
    tf.dispose(batches.map((batch) => batch.sums));
    let values: Float32Array;
    try {
      values = await this.backend.read(rows);
    } finally {
      rows.dispose();
    }
    let finite = true;
    batches.forEach(({ count }, row) => {
      for (let i = 0; i < this.width; i++) {
        const value = values[row * this.width + i] ?? Number.NaN;
        if (!Number.isFinite(value)) finite = false;
        this.columns[i] = (this.columns[i] ?? 0) + value;
        this.recent.columns[i] = (this.recent.columns[i] ?? 0) + value;
      }
      this.samples += count;
      this.recent.samples += count;
    });
    return finite;
  }

  /** Since the last call. */
  takeRecent(): { sums: readonly number[]; samples: number } {
    const { columns: sums, samples } = this.recent;
    this.recent = this.empty();
    return { sums, samples };
  }

  dispose(): void {
    tf.dispose(this.pending.map((batch) => batch.sums));
    this.pending = [];
  }

  private empty(): { columns: number[]; samples: number } {
    return { columns: Array.from({ length: this.width }, () => 0), samples: 0 };
  }
}
