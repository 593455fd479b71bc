import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from './bench.ts';

export const name = `Memory at the peak of a training step on WASM in Node, each in a process of its own
Times what has to be there whatever computes: weights, and the outputs of all layers for the batch. VGG-16 at 224×224 takes
some 3 GB and half a minute: STRIDE_ONLY=LeNet-5 or small leaves it out`;

const cases = [
  ['LeNet-5', 'adam', 64],
  ['small VGG', 'adam', 64],
  ['VGG-16', 'momentum', 1],
  ['VGG-16', 'adam', 1],
] as const;

export function run(): readonly BenchRow[] {
  const { STRIDE_ONLY } = process.env;
  return cases.filter(([network]) => STRIDE_ONLY === undefined || network.startsWith(STRIDE_ONLY)).map(measure);
}

function measure([network, optimizer, batch]: (typeof cases)[number]): BenchRow {
  const script = fileURLToPath(new URL('./memory-case.ts', import.meta.url));
  const args = ['--import', 'tsx', script, network, optimizer, String(batch)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${network} did not run: ${stderr}`);
  const found: Readonly<Record<string, unknown>> = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  const bytes = (key: string): number => Number(found[key]);
  const common = { network, optimizer, batch, 'held, MB': mega(bytes('heldBytes')) };
  const forecast = { 'forecast, MB': mega(bytes('forecastBytes')) };
  if (typeof found.refusal === 'string') {
    return { ...common, ...forecast, refused: `${found.refusal} Heap then: ${mega(bytes('peakBytes'))} MB` };
  }
  return {
    ...common,
    ...forecast,
    'tensors, MB': mega(bytes('tensorBytes')),
    'heap, MB': mega(bytes('peakBytes')),
    'tensors, times held': times(bytes('tensorBytes') / bytes('heldBytes')),
    'heap, times held': times(bytes('peakBytes') / bytes('heldBytes')),
    'build, s': times(found.buildSeconds),
    'step, s': times(found.stepSeconds),
  };
}

const mega = (count: number): number => Math.round(count / 1e5) / 10;
const times = (n: unknown): number => Math.round(Number(n) * 100) / 100;
