import type { Samples } from '../data/dataset.ts';
import { EngineError } from '../failure.ts';
import type { WorkerPort } from '../port.ts';
import { say } from '../sayings.ts';
import { FeederDied, type Line, openLine } from './line.ts';
import { createMaker } from './make-ready.ts';
import type { Fed, FeedJob, FeedSource } from './source.ts';

/** Workers that make batches ready, where the platform has them. */
export interface FeederThreads {
  readonly spawn: () => WorkerPort;
  /** At most so many for one source. */
  readonly most: number;
}

/** Batches made ready, in the order of the jobs. */
export interface FeedStream {
  /**
   * At once where that is quickest. `null` after the last.
   * Rejects with an `EngineError` `data-mismatch` where samples cannot be read.
   */
  next(): Fed | null | Promise<Fed | null>;
  /** What is on the way is dropped. */
  close(): void;
}

export interface Feeder {
  open(jobs: Iterable<FeedJob>): FeedStream;
  close(): void;
}

/** Batches that are made ready ahead of the one that is taken: what bounds the memory that they wait in. */
const mostAhead = 3;

/**
 * Makes batches ready before they are asked for: in workers of its own where there is something to do, samples to change or
 * to read from a file; else at once, which takes less time than a message. Without workers, or when they have died, here.
 */
export function createFeeder(source: FeedSource, threads: FeederThreads | null): Feeder {
  const here = createMaker(source);
  const makeNow = source.augmentation === null ? here.makeNow : null;
  // Memory that is not shared is read here, and each batch's samples are sent: workers need not hold all of them.
  const readHere = isReachable(source) ? null : here.readNow;
  const lines = makeNow === null && threads ? startLines(readHere ? withoutSamples(source) : source, threads) : [];
  const streams = new Set<FeedStream>();

  async function make(job: FeedJob): Promise<Fed> {
    const line = freest(lines);
    if (line) {
      try {
        return await line.make(job, readHere?.(job.indices) ?? null);
      } catch (error) {
        if (!(error instanceof FeederDied)) throw unread(error);
      }
    }
    return here.make(job).catch((error) => Promise.reject(unread(error)));
  }

  return {
    open: (jobs) => {
      const stream = makeNow ? takeNow(jobs, makeNow) : takeAhead(jobs, make, () => streams.delete(stream));
      streams.add(stream);
      return stream;
    },
    close: () => {
      for (const stream of streams) stream.close();
      for (const line of lines) line.close();
      here.close();
    },
  };
}

const startLines = (source: FeedSource, { spawn, most }: FeederThreads): readonly Line[] =>
  Array.from({ length: Math.max(1, Math.min(most, mostAhead)) }, () => openLine(spawn(), source));

/** Whether workers can read samples and masks themselves: from a file, or from memory that they share. */
const isReachable = ({ samples, masks }: FeedSource): boolean =>
  isShared(samples) && (masks === null || isShared(masks));

const isShared = (samples: Samples): boolean =>
  samples.kind === 'file' ||
  (typeof SharedArrayBuffer !== 'undefined' && samples.values.buffer instanceof SharedArrayBuffer);

function withoutSamples(source: FeedSource): FeedSource {
  const nothing = { kind: 'bytes', values: new Uint8Array() } as const;
  return { ...source, samples: nothing, masks: source.masks && nothing };
}

/** The line with the least to do; `null` when none is alive. */
function freest(lines: readonly Line[]): Line | null {
  const [first, ...others] = lines;
  if (!first) return null;
  const best = others.reduce((least, line) => (line.busy() < least.busy() ? line : least), first);
  return Number.isFinite(best.busy()) ? best : null;
}

function takeNow(jobs: Iterable<FeedJob>, make: (job: FeedJob) => Fed): FeedStream {
  const waiting = jobs[Symbol.iterator]();
  return {
    next: () => {
      const { value, done } = waiting.next();
      return done === true ? null : make(value);
    },
    close: () => undefined,
  };
}

function takeAhead(jobs: Iterable<FeedJob>, make: (job: FeedJob) => Promise<Fed>, onClose: () => void): FeedStream {
  const waiting = jobs[Symbol.iterator]();
  const ready: Promise<Fed>[] = [];
  let over = false;
  const fill = (): void => {
    while (!over && ready.length < mostAhead) {
      const { value, done } = waiting.next();
      if (done === true) over = true;
      else {
        const making = make(value);
        // One that fails before it is asked for is told when it is, or never when the stream is closed.
        making.catch(() => undefined);
        ready.push(making);
      }
    }
  };
  fill();
  return {
    next: () => {
      const first = ready.shift() ?? null;
      fill();
      return first;
    },
    close: () => {
      over = true;
      ready.length = 0;
      onClose();
    },
  };
}

const unread = (error: unknown): EngineError =>
  new EngineError(
    'data-mismatch',
    say('samplesUnread', { reason: error instanceof Error ? error.message : String(error) }),
  );
