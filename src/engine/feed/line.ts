import type { WorkerPort } from '../port.ts';
import { buffersOf } from '../transfer.ts';
import { createMaker, type Maker } from './make-ready.ts';
import type { Fed, FeedJob, FeedSource, ReadSamples } from './source.ts';

/** To a worker that makes batches ready: what from, once, and then a batch after the other. */
type ToFeeder =
  | { readonly type: 'source'; readonly source: FeedSource }
  | { readonly type: 'job'; readonly id: number; readonly job: FeedJob; readonly read: ReadSamples | null };

type FromFeeder =
  | { readonly id: number; readonly fed: Fed }
  /** Samples that cannot be read: the cache's file is gone. */
  | { readonly id: number; readonly reason: string };

/** The worker is gone; what it was asked for can be made elsewhere. */
export class FeederDied extends Error {}

export interface Line {
  /** Rejects with `FeederDied`, or with what kept the samples from being read. */
  make(job: FeedJob, read: ReadSamples | null): Promise<Fed>;
  readonly busy: () => number;
  close(): void;
}

/** The asking side of a worker. */
export function openLine(port: WorkerPort, source: FeedSource): Line {
  const open = new Map<number, { resolve: (fed: Fed) => void; reject: (error: Error) => void }>();
  let next = 0;
  let gone: string | null = null;
  const end = (reason: string): void => {
    gone = reason;
    for (const { reject } of open.values()) reject(new FeederDied(reason));
    open.clear();
  };
  port.onMessage((message) => {
    // Both ends of this channel are ours: `answerFeeder` sends nothing else.
    const answer = message as FromFeeder;
    const caller = open.get(answer.id);
    open.delete(answer.id);
    if ('fed' in answer) caller?.resolve(answer.fed);
    else caller?.reject(new Error(answer.reason));
  });
  port.onDeath(end);
  const send = (message: ToFeeder, transfer: readonly ArrayBuffer[]): void => port.post(message, transfer);
  send({ type: 'source', source }, []);
  return {
    make: (job, read) =>
      new Promise((resolve, reject) => {
        if (gone !== null) return reject(new FeederDied(gone));
        const id = next++;
        open.set(id, { resolve, reject });
        send({ type: 'job', id, job, read }, buffersOf(read));
      }),
    busy: () => (gone === null ? open.size : Number.POSITIVE_INFINITY),
    close: () => {
      end('closed');
      port.terminate();
    },
  };
}

/** The worker's side: answers messages through `post`. */
export function answerFeeder(post: (answer: FromFeeder, transfer: ArrayBuffer[]) => void): (message: unknown) => void {
  let maker: Maker | null = null;
  const answer = async (id: number, job: FeedJob, read: ReadSamples | null): Promise<void> => {
    try {
      if (maker === null) throw new Error('a batch was asked for before its source');
      const fed = read ? maker.finish(job, read) : await maker.make(job);
      post({ id, fed }, buffersOf(fed));
    } catch (error) {
      post({ id, reason: error instanceof Error ? error.message : String(error) }, []);
    }
  };
  return (message) => {
    const told = message as ToFeeder;
    if (told.type === 'source') maker = createMaker(told.source);
    else void answer(told.id, told.job, told.read);
  };
}
