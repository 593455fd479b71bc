import type { Model } from '../network/model.ts';
import type { NamedWeight } from '../protocol.ts';

/** A run's weights as they are after so many steps. */
export interface LiveWeights {
  readonly step: number;
  readonly epoch: number;
  readonly weights: readonly NamedWeight[];
}

/** Hands out a run's weights between two steps: within one they are half old, half new. */
export class WeightReader {
  private over = false;
  private waiting: ((weights: LiveWeights | null) => void)[] = [];

  /** `null` where the run ends first. */
  ask(): Promise<LiveWeights | null> {
    return this.over ? Promise.resolve(null) : new Promise((resolve) => this.waiting.push(resolve));
  }

  async answer(model: Model, at: { readonly step: number; readonly epoch: number }): Promise<void> {
    if (this.waiting.length === 0) return;
    const asked = this.waiting;
    this.waiting = [];
    const { step, epoch } = at;
    const weights = await model.read();
    for (const resolve of asked) resolve({ step, epoch, weights });
  }

  dispose(): void {
    this.over = true;
    for (const resolve of this.waiting) resolve(null);
    this.waiting = [];
  }
}
