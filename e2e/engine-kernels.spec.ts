import { expect } from '@playwright/test';
import { test } from './engine/fixtures.ts';
import { launchOptions } from './engine/launch.ts';

test.use({ launchOptions });

/** Relative to the largest value. GPUs round exp, log and roots more coarsely. */
const tolerances = { wasm: 1e-5, webgl: 1e-4, webgpu: 1e-4 } as const;

test("a graphics device's optimizers, dropout, sums and loss give what cpu gives", async ({ page, open }) => {
  await open();
  const trace = (backend: keyof typeof tolerances | 'cpu') =>
    page.evaluate((asked) => window.proof.trainKinds(asked), { backend, draws: 0, kernelsOnly: true });
  const onCpu = await trace('cpu');
  if ('refused' in onCpu) throw new Error(onCpu.refused);
  expect(onCpu.kernels.length).toBeGreaterThan(30);
  for (const backend of ['wasm', 'webgl', 'webgpu'] as const) {
    await test.step(backend, async () => {
      const answer = await trace(backend);
      if ('refused' in answer) {
        test.info().annotations.push({ type: 'not tried', description: answer.refused });
        return;
      }
      const found = new Map(answer.kernels.map(({ name, values }) => [name, values]));
      const wrong = onCpu.kernels.flatMap(({ name, values }) => {
        const largest = Math.max(...values.map(Math.abs));
        const apart = Math.max(...values.map((value, i) => Math.abs(value - (found.get(name)?.[i] ?? Number.NaN))));
        return apart <= tolerances[backend] * largest ? [] : [`${name}: ${apart} of ${largest}`];
      });
      expect.soft(wrong).toEqual([]);
    });
  }
});
