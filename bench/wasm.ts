import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import type { CompiledNetwork } from '../src/core/compile/topology.ts';
import { installGradients } from '../src/engine/gradients/install.ts';
import { nodePlatform } from '../src/engine/testing/backends.ts';
import type { BenchRow } from './bench.ts';
import { type NetworkName, networks } from './networks.ts';
import { trainingOf } from './training.ts';
import { plainTraining } from './wasm-plain.ts';
import { type KernelSet, kernelSets, use } from './wasm-sets.ts';

export const name = `Training on WASM in Node, one thread, batch 64, Adam: images a second of processor time
Each in turn, in short slices of one run: plain tfjs-layers (trainOnBatch), with the kernels that wasm lacks as plain loops
or composed of others; Stride's loop on the same kernels as composed, on its own in JavaScript, and on the compiled ones.
STRIDE_PYTHON: a Python with torch, for its figure on one thread; STRIDE_ONLY: one of the networks`;

const batchSize = 64;

/** Steps of a slice. */
const stepsOf: Readonly<Record<NetworkName, number>> = {
  'LeNet-5': 10,
  'small VGG': 1,
  'small MobileNet': 1,
  'small ResNet': 1,
};

/** Fewer where a step of plain tfjs takes seconds. */
const slicesOf: Readonly<Record<NetworkName, number>> = {
  'LeNet-5': 7,
  'small VGG': 7,
  'small MobileNet': 2,
  'small ResNet': 2,
};

interface Contestant {
  readonly title: string;
  readonly kernels: KernelSet;
  readonly step: () => unknown;
}

export async function run(): Promise<readonly BenchRow[]> {
  installGradients();
  const sets = await kernelSets(nodePlatform);
  const rows: BenchRow[] = [];
  for (const title of ['LeNet-5', 'small VGG', 'small MobileNet', 'small ResNet'] as const) {
    if (process.env.STRIDE_ONLY !== undefined && process.env.STRIDE_ONLY !== title) continue;
    const steps = stepsOf[title];
    const training = prepare(networks[title]());
    const plain = plainTraining(title, batchSize);
    const contestants: readonly Contestant[] = [
      { title: 'tfjs, loops', kernels: sets.loops, step: plain.step },
      { title: 'tfjs, composed', kernels: sets.composed, step: plain.step },
      { title: 'Stride, composed', kernels: sets.composed, step: training.step },
      { title: 'Stride, portable', kernels: sets.portable, step: training.step },
      { title: 'Stride, compiled', kernels: sets.compiled, step: training.step },
    ];
    const speeds = await race(contestants, steps, slicesOf[title]);
    const torch = torchSpeed(title);
    for (const [i, { title: who, kernels, step }] of contestants.entries()) {
      use(kernels);
      const { kernels: called } = await tf.profile(async () => void (await step()));
      const speed = speeds[i] ?? Number.NaN;
      rows.push({
        network: title,
        who,
        'images/s': Math.round(speed),
        'of tfjs, loops': round(speed / (speeds[0] ?? Number.NaN)),
        'of tfjs, composed': round(speed / (speeds[1] ?? Number.NaN)),
        'kernels a step': called.length,
        ...(torch === null ? {} : { 'PyTorch is faster by': round(torch / speed) }),
      });
    }
    if (torch !== null) rows.push({ network: title, who: 'PyTorch', 'images/s': Math.round(torch) });
    console.table(training.profile(sets.compiled));
    plain.dispose();
    training.dispose();
  }
  return rows;
}

/** Median images a second of each. */
async function race(contestants: readonly Contestant[], steps: number, slices: number): Promise<number[]> {
  const speeds = contestants.map((): number[] => []);
  for (let slice = 0; slice <= slices; slice++) {
    for (const [i, { kernels, step }] of contestants.entries()) {
      use(kernels);
      await step();
      const used = process.cpuUsage();
      for (let count = 0; count < steps; count++) await step();
      const { user, system } = process.cpuUsage(used);
      // The first slice of each is for the compilers.
      if (slice > 0) speeds[i]?.push((steps * batchSize) / ((user + system) / 1e6));
    }
  }
  return speeds.map(middle);
}

const round = (n: number): number => Math.round(n * 10) / 10;

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The training, and where the time of its steps goes. */
function prepare(network: CompiledNetwork) {
  const training = trainingOf(network, batchSize);
  const { step } = training;
  return {
    ...training,
    /** Milliseconds a step in each kernel of a set, the longest first, with what is spent outside of all. */
    profile(set: KernelSet): BenchRow[] {
      const rounds = 10;
      const times = new Map<string, { ms: number; calls: number }>();
      const inside = { depth: 0 };
      const timed = [...set].map(([name, kernel]): [string, tf.KernelFunc] => [
        name,
        (call) => {
          if (inside.depth > 0) return kernel(call);
          inside.depth++;
          const start = performance.now();
          const result = kernel(call);
          const before = times.get(name) ?? { ms: 0, calls: 0 };
          times.set(name, { ms: before.ms + performance.now() - start, calls: before.calls + 1 });
          inside.depth--;
          return result;
        },
      ]);
      use(new Map(timed));
      const start = performance.now();
      for (let i = 0; i < rounds; i++) step();
      const whole = performance.now() - start;
      use(set);
      const all = [...times].map(([kernel, { ms, calls }]) => ({ kernel, ms, calls }));
      const outside = whole - all.reduce((sum, { ms }) => sum + ms, 0);
      const longest = all.toSorted((a, b) => b.ms - a.ms).slice(0, 12);
      return [...longest, { kernel: 'outside of kernels', ms: outside, calls: 0 }].map(({ kernel, ms, calls }) => ({
        kernel,
        'ms a step': Math.round((ms / rounds) * 100) / 100,
        'calls a step': calls / rounds,
      }));
    },
  };
}

/** PyTorch's images a second of processor time, where there is a Python that has it. */
function torchSpeed(network: NetworkName): number | null {
  const python = process.env.STRIDE_PYTHON;
  if (python === undefined) return null;
  const script = fileURLToPath(new URL('./wasm-torch.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [script, network, String(batchSize)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`PyTorch did not run: ${stderr}`);
  return Number(stdout);
}
