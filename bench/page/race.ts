import { engine } from '@tensorflow/tfjs-core';
import type { NetworkName } from '../networks.ts';

export interface Racer {
  readonly side: 'plain' | 'stride';
  readonly backend: 'webgl' | 'webgpu';
  readonly network: NetworkName;
  readonly batchSize: number;
  /** Steps of one epoch. */
  readonly steps: number;
}

/** What a worker that trains can be asked, in this order; `bare` of Stride alone. */
export type Lap = 'start' | 'epoch' | 'bare' | 'count';

export interface LapReport {
  readonly milliseconds: number;
  readonly kernels: number;
  /** What was drawn or dispatched: reshaping is a kernel and none of these, packing the other way about. */
  readonly programs: number;
}

export type Laps = Readonly<Record<Lap, () => Promise<unknown>>>;

/** Answers the page's questions: the first message says who trains what, the others name laps. */
export function serveLaps(prepare: (racer: Racer) => Promise<Laps>): void {
  let laps: Laps | null = null;
  const answer = async (asked: Racer | Lap): Promise<LapReport> => {
    if (typeof asked !== 'string') laps = await prepare(asked);
    const run = laps?.[typeof asked === 'string' ? asked : 'start'];
    if (run === undefined) throw new Error('who trains has to be said first');
    const start = performance.now();
    const result = await run();
    const milliseconds = performance.now() - start;
    const counts = isCounts(result) ? result : { kernels: 0, programs: 0 };
    return { milliseconds, ...counts };
  };
  self.addEventListener('message', ({ data }: MessageEvent<Racer | Lap>) => void answer(data).then(self.postMessage));
}

type Counts = Pick<LapReport, 'kernels' | 'programs'>;

const isCounts = (result: unknown): result is Counts =>
  typeof result === 'object' && result !== null && 'kernels' in result && 'programs' in result;

/** Counts what the current graphics backend runs in `step`. */
export async function counted(step: () => Promise<void>): Promise<Counts> {
  const backend: object = engine().backend;
  let programs = 0;
  for (const name of ['runWebGLProgram', 'runWebGPUProgram']) {
    const run: unknown = Reflect.get(backend, name);
    if (typeof run !== 'function') continue;
    Reflect.set(backend, name, (...args: unknown[]) => {
      programs++;
      return Reflect.apply(run, backend, args);
    });
  }
  const { kernels } = await engine().profile(async () => {
    await step();
    return [];
  });
  return { kernels: kernels.length, programs };
}
