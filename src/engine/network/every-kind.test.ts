import { expect, test } from 'vitest';
import { startForTest } from '../testing/backends.ts';
import { type KindNetwork, networksOf, trainedKinds } from '../testing/kind-networks.ts';
import { complaints, type StepTrace, trainOneStep } from '../testing/one-step.ts';

/** Relative; both compute in float32, and add in other orders. */
const tolerance = 2e-5;

async function traced(backend: 'cpu' | 'wasm', networks: readonly KindNetwork[]): Promise<StepTrace[]> {
  await startForTest(backend);
  const traces: StepTrace[] = [];
  for (const network of networks) traces.push(await trainOneStep(network));
  return traces;
}

test.each(trainedKinds)('%s trains one step, on wasm as on cpu', async (kind) => {
  const networks = networksOf(kind, 3);
  const onCpu = await traced('cpu', networks);
  const onWasm = await traced('wasm', networks);
  const wrong = onCpu.flatMap((expected, i) => {
    const found = onWasm[i];
    return [expected, ...(found ? [found] : [])].flatMap((trace) => complaints(trace, expected, tolerance));
  });
  expect(wrong).toEqual([]);
  expect(onWasm).toHaveLength(networks.length);
});
