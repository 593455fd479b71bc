import { expect } from '@playwright/test';
import { test } from './engine/fixtures.ts';
import { launchOptions } from './engine/launch.ts';

test.use({ launchOptions });

/** Largest distance between two lists of figures, relative to the second. */
const distance = (found: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((value, i) => Math.abs((found[i] ?? Number.NaN) - value) / Math.abs(value)));

const backends = ['wasm', 'cpu', 'webgl', 'webgpu'] as const;

test('backends are named by their devices, and those that the processor draws come after WASM', async ({
  page,
  open,
}) => {
  await open();
  const { usable, refused } = await page.evaluate(() => window.proof.backends());
  expect([...usable, ...refused].map(({ backend }) => backend).sort()).toEqual([...backends].sort());
  expect(usable[0]).toMatchObject({ backend: 'wasm', software: false });
  expect(usable[0]?.device).toMatch(/\d+ threads?/);
  expect(usable.at(-1)).toMatchObject({ backend: 'cpu', software: false });
  expect(usable.find(({ backend }) => backend === 'webgl')).toMatchObject({
    software: true,
    device: expect.stringMatching(/SwiftShader|llvmpipe/),
  });
  for (const device of usable) expect(device.device).not.toBe('');
});

test('every backend trains the same network to the same losses, and frees what it took', async ({
  page,
  open,
  trial,
}) => {
  await open();
  const { usable } = await page.evaluate(() => window.proof.backends());
  const settings = { epochs: 2, batchSize: 6, learningRate: 0.01 } as const;
  const expected = await trial({ backend: 'wasm', network: 'everything', images: 24, settings });
  expect(expected).toMatchObject({ reason: 'completed', leakedTensors: 0, lastStep: 6 });
  for (const backend of backends) {
    await test.step(backend, async () => {
      const known = usable.find((device) => device.backend === backend);
      if (known === undefined) {
        test.info().annotations.push({ type: 'not tried', description: `${backend} does not start here` });
        return;
      }
      const report = await trial({ backend, network: 'everything', images: 24, settings });
      const apart = distance(report.losses, expected.losses);
      console.log(`${backend} (${report.device?.device}): losses ${apart.toExponential(1)} from WASM's`);
      expect(report).toMatchObject({ reason: 'completed', leakedTensors: 0, recoveries: [], finite: true });
      expect(report.device).toEqual(known);
      expect(report.losses).toHaveLength(4);
      expect(apart).toBeLessThan(1e-3);
    });
  }
});

const accidents = {
  webgl: [
    { kind: 'device lost', reason: 'The WebGL context was lost.' },
    { kind: 'device fails', reason: 'webgl failed: the driver has a bug' },
  ],
  wasm: [{ kind: 'worker ended', reason: 'The worker was ended by the browser.' }],
} as const;

for (const backend of ['webgl', 'wasm'] as const) {
  test(`after an accident on ${backend} the run goes on from its last snapshot to the same losses`, async ({
    trial,
  }) => {
    const run = { backend, network: 'small', images: 32, settings: { epochs: 5, batchSize: 8 } } as const;
    const whole = await trial(run);
    expect(whole).toMatchObject({ reason: 'completed', lastStep: 15, recoveries: [], workers: 1 });
    for (const { kind, reason } of accidents[backend]) {
      await test.step(kind, async () => {
        const broken = await trial({ ...run, accident: { kind, afterEpoch: 2 } });
        expect(broken).toMatchObject({ reason: 'completed', leakedTensors: 0, lastStep: 15, workers: 2 });
        expect(broken.recoveries).toEqual([{ reason, backend, fromStep: 6 }]);
        expect(broken.losses).toHaveLength(10);
        expect(distance(broken.losses, whole.losses)).toBeLessThan(1e-5);
      });
    }
  });
}

test('a loss that is not a number ends the run with weights from before', async ({ trial }) => {
  const settings = { epochs: 20, batchSize: 8, optimizer: 'sgd', learningRate: 1e6 } as const;
  const report = await trial({ backend: 'wasm', network: 'lenet', images: 32, settings });
  expect(report).toMatchObject({ reason: 'failed', failure: { code: 'diverged' }, leakedTensors: 0, finite: true });
  expect(report.weights).toBe(61_706);
});
