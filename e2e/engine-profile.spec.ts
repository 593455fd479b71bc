import { expect } from '@playwright/test';
import { test } from './engine/fixtures.ts';
import { launchOptions } from './engine/launch.ts';

test.use({ launchOptions });

test('every backend times each layer of a network, and says how', async ({ page, open }) => {
  await open();
  const { usable } = await page.evaluate(() => window.proof.backends());
  const devices = usable.filter(({ backend }) => backend !== 'cpu');
  expect(devices.map(({ backend }) => backend)).toEqual(expect.arrayContaining(['wasm', 'webgl']));
  for (const device of devices) {
    const { backend } = device;
    await test.step(backend, async () => {
      const found = await page.evaluate((name) => window.proof.profile(name, 'everything', 4), backend);
      const graphics = backend !== 'wasm';
      expect(found).toMatchObject({ device, batchSize: 4, clock: graphics ? 'read' : 'synchronous' });
      expect(found.backward === null).toBe(graphics);
      expect(found.repetitions).toBeGreaterThanOrEqual(1);
      const times = Object.values(found.layers);
      expect(times).toHaveLength(22);
      expect(Math.min(...times)).toBeGreaterThan(0);
      const together = times.reduce((total, milliseconds) => total + milliseconds, 0);
      console.log(
        `${backend} (${device.device}): ${(together / found.wholeMilliseconds).toFixed(2)} of the whole pass`,
      );
      expect(together / found.wholeMilliseconds).toBeGreaterThan(0.1);
      expect(together / found.wholeMilliseconds).toBeLessThan(10);
    });
  }
});
