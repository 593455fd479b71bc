import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { installGradients } from '../../src/engine/gradients/install.ts';
import { alone, type Crew, type StartCrew } from '../../src/engine/kernels/wasm/crew.ts';
import { pageCrew } from '../../src/engine/kernels/wasm/page-crew.ts';
import { networks } from '../networks.ts';
import { trainingOf } from '../training.ts';
import { plainTraining } from '../wasm-plain.ts';
import { type KernelSet, kernelSets, use } from '../wasm-sets.ts';
import type { Contest, Standing } from './contest.ts';

let threads = 1;

/** Two threads, of which the second rests while `threads` is 1. */
const startCrew: StartCrew = async (memory, run) => {
  const crew = await pageCrew(() => 2)(memory, run);
  if (crew === null) throw new Error('the page has no second thread');
  const own = alone(run);
  const chosen = (): Crew => (threads === 1 ? own : crew);
  return { lanes: 2, share: (units, work, share) => chosen().share(units, work, share) };
};

const address = (file: string): string => new URL(file, self.location.href).href;
const wasmPaths = {
  'tfjs-backend-wasm.wasm': address(plain),
  'tfjs-backend-wasm-simd.wasm': address(simd),
  'tfjs-backend-wasm-threaded-simd.wasm': address(threaded),
};

interface Contestant {
  readonly who: string;
  readonly kernels: KernelSet;
  readonly threads: 1 | 2;
  readonly step: () => unknown;
  readonly weights: (() => Promise<string>) | null;
}

async function contest({ network, batchSize, steps, slices }: Contest): Promise<readonly Standing[]> {
  installGradients();
  const { loops, compiled } = await kernelSets({ wasmPaths, startCrew });
  use(compiled);
  const [one, two] = [trainingOf(networks[network](), batchSize), trainingOf(networks[network](), batchSize)];
  const contestants: readonly Contestant[] = [
    { who: 'tfjs, loops', kernels: loops, threads: 1, step: plainTraining(network, batchSize).step, weights: null },
    { who: 'Stride, one thread', kernels: compiled, threads: 1, step: one.step, weights: one.weights },
    { who: 'Stride, two threads', kernels: compiled, threads: 2, step: two.step, weights: two.weights },
  ];
  const speeds = contestants.map((): number[] => []);
  for (let slice = 0; slice <= slices; slice++) {
    for (const [i, { kernels, threads: wanted, step }] of contestants.entries()) {
      use(kernels);
      threads = wanted;
      await step();
      const start = performance.now();
      for (let count = 0; count < steps; count++) await step();
      const seconds = (performance.now() - start) / 1000;
      // The first slice of each is for the compilers.
      if (slice > 0) speeds[i]?.push((steps * batchSize) / seconds);
    }
  }
  return Promise.all(
    contestants.map(async ({ who, weights }, i) => ({
      who,
      imagesPerSecond: middle(speeds[i] ?? []),
      weights: weights && (await weights()),
    })),
  );
}

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

self.addEventListener('message', ({ data }: MessageEvent<Contest>) => {
  contest(data).then(
    (standings) => self.postMessage(standings),
    (error) => self.postMessage(String(error)),
  );
});
