import { input } from './attributes.ts';
import { hostMemory } from './memory.ts';
import { softmaxLoss, softmaxLossGradient } from './names.ts';
import { replaceKernel } from './registry.ts';

/**
 * Below it a gradient is 0. Layers before it would make numbers of it that a processor computes many times more slowly
 * (subnormal ones, below 1.2e-38): a network that has learnt its data by heart would train at a quarter of its speed.
 */
const negligible = 1e-20;

/** One pass over the rows, in place of ten kernels on what is a few hundred values. */
export function registerHostSoftmaxLoss(backendName: 'wasm' | 'cpu'): void {
  replaceKernel(backendName, softmaxLoss, ({ inputs, backend }) => {
    const memory = hostMemory(backend);
    const logits = input(inputs, 'z');
    const [rows = 1, units = 1] = logits.shape;
    const out = memory.allocate([rows]);
    const [z, targets, losses] = [memory.floats(logits), memory.floats(input(inputs, 'targets')), memory.floats(out)];
    for (let row = 0; row < rows; row++) {
      const first = row * units;
      const { top, total } = powersOf(z, first, units);
      let hit = 0;
      for (let k = first; k < first + units; k++) hit += ((z[k] ?? 0) - top) * (targets[k] ?? 0);
      losses[row] = Math.log(total) - hit;
    }
    return out;
  });
  replaceKernel(backendName, softmaxLossGradient, ({ inputs, backend }) => {
    const memory = hostMemory(backend);
    const logits = input(inputs, 'z');
    const [rows = 1, units = 1] = logits.shape;
    const out = memory.allocate(logits.shape);
    const [targets, dy] = [memory.floats(input(inputs, 'targets')), memory.floats(input(inputs, 'dy'))];
    const [z, gradient] = [memory.floats(logits), memory.floats(out)];
    for (let row = 0; row < rows; row++) {
      const first = row * units;
      const { top, total } = powersOf(z, first, units);
      const given = dy[row] ?? 0;
      for (let k = first; k < first + units; k++) {
        const value = (Math.exp((z[k] ?? 0) - top) / total - (targets[k] ?? 0)) * given;
        gradient[k] = Math.abs(value) < negligible ? 0 : value;
      }
    }
    return out;
  });
}

/** Largest logit of a row, and Σ exp of what the others are above it: no power overflows. */
function powersOf(z: Float32Array, first: number, units: number): { readonly top: number; readonly total: number } {
  let top = Number.NEGATIVE_INFINITY;
  for (let k = first; k < first + units; k++) top = Math.max(top, z[k] ?? 0);
  let total = 0;
  for (let k = first; k < first + units; k++) total += Math.exp((z[k] ?? 0) - top);
  return { top, total };
}
