import { expect, test } from 'vitest';
import { once } from './once.ts';

test('what was loaded is not loaded again, what failed is', async () => {
  let calls = 0;
  const load = once(() => {
    calls++;
    return calls === 1 ? Promise.reject(new Error('offline')) : Promise.resolve({ calls });
  });
  await expect(load()).rejects.toThrow('offline');
  const part = await load();
  expect(await load()).toBe(part);
  expect(calls).toBe(2);
});
