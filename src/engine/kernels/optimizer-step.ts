import { input, number } from './attributes.ts';
import { hostMemory } from './memory.ts';
import { adamStep, momentumStep, rmspropStep } from './names.ts';
import { replaceKernel } from './registry.ts';

/** One pass over a weight, its gradient and its slots, in place of the 6 to 14 kernels that tfjs takes. */
export function registerHostOptimizerSteps(backendName: 'wasm' | 'cpu'): void {
  registerMomentum(backendName);
  registerRmsprop(backendName);
  registerAdam(backendName);
}

/** Returns `[w, v]`. */
function registerMomentum(backendName: string): void {
  replaceKernel(backendName, momentumStep, ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const weight = input(inputs, 'weight');
    const out = [memory.allocate(weight.shape), memory.allocate(weight.shape)] as const;
    const [w, g, v] = [weight, input(inputs, 'gradient'), input(inputs, 'velocity')].map((info) => memory.floats(info));
    const [nextW, nextV] = out.map((info) => memory.floats(info));
    if (!w || !g || !v || !nextW || !nextV) throw new Error('unreachable');
    const rate = number(attrs, 'learningRate');
    const momentum = number(attrs, 'momentum');
    for (let i = 0; i < w.length; i++) {
      const velocity = momentum * (v[i] ?? 0) - rate * (g[i] ?? 0);
      nextV[i] = velocity;
      nextW[i] = (w[i] ?? 0) + velocity;
    }
    return [...out];
  });
}

/** Returns `[w, s]`. */
function registerRmsprop(backendName: string): void {
  replaceKernel(backendName, rmspropStep, ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const weight = input(inputs, 'weight');
    const out = [memory.allocate(weight.shape), memory.allocate(weight.shape)] as const;
    const [w, g, s] = [weight, input(inputs, 'gradient'), input(inputs, 'square')].map((info) => memory.floats(info));
    const [nextW, nextS] = out.map((info) => memory.floats(info));
    if (!w || !g || !s || !nextW || !nextS) throw new Error('unreachable');
    const rate = number(attrs, 'learningRate');
    const rho = number(attrs, 'rho');
    const epsilon = number(attrs, 'epsilon');
    for (let i = 0; i < w.length; i++) {
      const gradient = g[i] ?? 0;
      const square = rho * (s[i] ?? 0) + (1 - rho) * gradient * gradient;
      nextS[i] = square;
      nextW[i] = (w[i] ?? 0) - (rate * gradient) / Math.sqrt(square + epsilon);
    }
    return [...out];
  });
}

/** Returns `[w, m, v]`. `rate` comes with both bias corrections in it; `decay` shrinks the weight first (AdamW). */
function registerAdam(backendName: string): void {
  replaceKernel(backendName, adamStep, ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const weight = input(inputs, 'weight');
    const shape = weight.shape;
    const out = [memory.allocate(shape), memory.allocate(shape), memory.allocate(shape)] as const;
    const names = ['gradient', 'mean', 'square'];
    const [w, g, m, v] = [weight, ...names.map((name) => input(inputs, name))].map((info) => memory.floats(info));
    const [nextW, nextM, nextV] = out.map((info) => memory.floats(info));
    if (!w || !g || !m || !v || !nextW || !nextM || !nextV) throw new Error('unreachable');
    const rate = number(attrs, 'rate');
    const beta1 = number(attrs, 'beta1');
    const beta2 = number(attrs, 'beta2');
    const epsilon = number(attrs, 'epsilon');
    const keep = 1 - number(attrs, 'decay');
    for (let i = 0; i < w.length; i++) {
      const gradient = g[i] ?? 0;
      const mean = beta1 * (m[i] ?? 0) + (1 - beta1) * gradient;
      const square = beta2 * (v[i] ?? 0) + (1 - beta2) * gradient * gradient;
      nextM[i] = mean;
      nextV[i] = square;
      nextW[i] = (w[i] ?? 0) * keep - (rate * mean) / (Math.sqrt(square) + epsilon);
    }
    return [...out];
  });
}
