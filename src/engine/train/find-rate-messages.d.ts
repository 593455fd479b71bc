import type { RatePoint, RateSuggestion } from '../../core/compile/rate-range.ts';
import type { CompiledNetwork } from '../../core/compile/topology.ts';
import type { TrainingSettings } from '../../core/document/schema.ts';
import type { Dataset } from '../data/dataset.ts';
import type { BackendName, Device, NamedWeight } from '../protocol.ts';
/** A learning-rate range test: a short run whose rate rises exponentially. Its weights are thrown away. */
export interface FindRateRequest {
    readonly network: CompiledNetwork;
    readonly settings: TrainingSettings;
    readonly dataset: Dataset;
    readonly backend: BackendName | 'auto';
    /** Weights to begin with, copied; fresh ones where left out. */
    readonly weights?: readonly NamedWeight[];
    readonly lowest: number;
    readonly highest: number;
    /** Batches, where the loss does not blow up before. */
    readonly steps: number;
}
export interface RateFinding {
    readonly points: readonly RatePoint[];
    readonly suggestion: RateSuggestion | null;
    /** The loss blew up before the highest rate was reached. */
    readonly blewUp: boolean;
    readonly device: Device;
}
export interface FindRateHandle {
    /** Rejects with an `EngineError`: `busy`, `cancelled`, `out-of-memory`, or what keeps the network from training. */
    readonly result: Promise<RateFinding>;
    cancel(): void;
}
