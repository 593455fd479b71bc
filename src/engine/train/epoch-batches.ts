import type { BatchFeed, BatchOrder, BatchStream } from '../feed/batch-feed.ts';
import { combine, permutation } from '../random.ts';
import type { DrawnBatch } from './batches.ts';

/** What the order of a run's samples follows from. */
interface Shuffling {
  readonly count: number;
  readonly seed: number;
}

interface Range {
  /** Counted from 1. */
  readonly epoch: number;
  readonly batchSize: number;
  readonly lastEpoch: number;
  /** Batches of the first epoch that were taken before; 0 where left out. */
  readonly step?: number;
}

/** Each epoch's batches in its own order: the same for the same seed, wherever a run was cut. */
export function* epochsFrom({ count, seed }: Shuffling, { epoch, batchSize, lastEpoch, step = 0 }: Range) {
  for (let number = epoch; number <= lastEpoch; number++) {
    const from = number === epoch ? step * batchSize : 0;
    const order = permutation(count, combine(seed, 2, number));
    yield { order, epoch: number, size: batchSize, from } satisfies BatchOrder;
  }
}

/** The batch to take: `step` of `epoch`, counted from 0. */
interface Place extends Range {
  readonly step: number;
}

/** A run's training batches. What was made ready ahead is dropped where another place or size is asked for. */
export class EpochBatches {
  private stream: BatchStream | null = null;
  private next: Place | null = null;

  constructor(
    private readonly feed: BatchFeed,
    private readonly shuffling: Shuffling,
  ) {}

  /** @throws EngineError `data-mismatch` where samples cannot be read. */
  take(place: Place, classWeights: readonly number[] | null): Promise<DrawnBatch> {
    if (this.stream === null || !isSame(this.next, place)) {
      this.stream?.close();
      this.stream = this.feed.open(epochsFrom(this.shuffling, place));
    }
    const last = (place.step + 1) * place.batchSize >= this.shuffling.count;
    this.next = last ? { ...place, epoch: place.epoch + 1, step: 0 } : { ...place, step: place.step + 1 };
    return this.stream.next(classWeights);
  }

  close(): void {
    this.stream?.close();
    this.feed.close();
  }
}

const isSame = (known: Place | null, place: Place): boolean =>
  known?.epoch === place.epoch &&
  known.step === place.step &&
  known.batchSize === place.batchSize &&
  known.lastEpoch === place.lastEpoch;
