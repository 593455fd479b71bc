import { expect } from '@playwright/test';
import { trainedKinds } from '../src/engine/testing/kind-networks.ts';
import { complaints, type StepTrace } from '../src/engine/testing/one-step.ts';
import { test } from './engine/fixtures.ts';
import { launchOptions } from './engine/launch.ts';
import type { KindsAnswer } from './engine/page/kinds.ts';

test.use({ launchOptions });

/** Relative, against cpu. GPUs round exp, tanh and their like more coarsely, and a gradient takes differences of them. */
const tolerances = { wasm: 2e-5, webgl: 1e-3, webgpu: 1e-3 } as const;

/** Networks by chance beside each kind's example. WebGPU drawn by the processor is the slowest by far. */
const draws = { cpu: 1, wasm: 1, webgl: 1, webgpu: 0 } as const;

/** Traces by the name of their network, and what went wrong with those that have none. */
function sorted(answer: Extract<KindsAnswer, { steps: unknown }>) {
  const traces = new Map<string, StepTrace>();
  const failures: string[] = [];
  for (const step of answer.steps) {
    if ('trace' in step) traces.set(step.trace.name, step.trace);
    else failures.push(step.failure);
  }
  return { traces, failures };
}

test('every kind trains one step on every backend that starts here, as on cpu', async ({ page, open }) => {
  await open();
  const train = (backend: keyof typeof tolerances | 'cpu') =>
    page.evaluate((asked) => window.proof.trainKinds(asked), { backend, draws: draws[backend] });
  const onCpu = await train('cpu');
  if ('refused' in onCpu) throw new Error(onCpu.refused);
  const { traces: expected, failures } = sorted(onCpu);
  expect(failures).toEqual([]);
  expect(expected.size).toBe(trainedKinds.length * (1 + draws.cpu));
  for (const backend of ['wasm', 'webgl', 'webgpu'] as const) {
    await test.step(backend, async () => {
      const started = performance.now();
      const answer = await train(backend);
      if ('refused' in answer) {
        test.info().annotations.push({ type: 'not tried', description: answer.refused });
        return;
      }
      const { traces, failures: failed } = sorted(answer);
      const wrong = [...expected].flatMap(([name, trace]) => {
        const found = traces.get(name);
        return found ? complaints(found, trace, tolerances[backend]) : [];
      });
      const seconds = Math.round((performance.now() - started) / 1000);
      console.log(`${backend}: ${traces.size} networks of every kind trained one step in ${seconds} s`);
      expect.soft([...failed, ...wrong]).toEqual([]);
      expect.soft(traces.size).toBe(trainedKinds.length * (1 + draws[backend]));
    });
  }
});
