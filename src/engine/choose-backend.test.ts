import { expect, test } from 'vitest';
import { createChooser } from './choose-backend.ts';
import type { WorkerPort } from './port.ts';
import type { BackendName, Device } from './protocol.ts';
import { lenet } from './testing/networks.ts';
import { settingsOf } from './testing/runs.ts';
import { spawnHere } from './testing/same-thread.ts';

const device = (backend: BackendName): Device => ({ backend, device: backend, software: false });
const work = { network: lenet(), settings: settingsOf({ batchSize: 4 }) };

/** The engine's own sessions, counted. */
function counting() {
  const count = { started: 0 };
  const spawn = (): WorkerPort => {
    count.started++;
    return spawnHere();
  };
  return { count, spawn };
}

test('the quickest on the network at hand is chosen, and remembered for it', async () => {
  const { count, spawn } = counting();
  const chooser = createChooser(spawn, async () => [device('cpu'), device('wasm')]);
  const { signal } = new AbortController();
  const choice = await chooser.choose(work, signal);
  expect(choice?.backend).toBe('wasm');
  expect(choice?.timings.map((timing) => timing.device.backend)).toEqual(['wasm', 'cpu']);
  const [best = 0, other = 0] = choice?.timings.map(({ secondsPerStep }) => secondsPerStep) ?? [];
  expect(best).toBeLessThan(other);
  expect(await chooser.choose(work, signal)).toEqual({ backend: 'wasm', timings: [] });
  expect(count.started).toBe(2);
});

test('a device that cannot run it is passed over; with one device nothing is measured', async () => {
  const { signal } = new AbortController();
  const { count, spawn } = counting();
  const withBroken = createChooser(spawn, async () => [device('webgl'), device('cpu')]);
  expect((await withBroken.choose(work, signal))?.timings).toHaveLength(1);
  const before = count.started;
  expect(await createChooser(spawn, async () => [device('wasm')]).choose(work, signal)).toBeNull();
  expect(count.started).toBe(before);
});

test('a run that is stopped meanwhile chooses nothing', async () => {
  const chooser = createChooser(spawnHere, async () => [device('cpu'), device('wasm')]);
  const stop = new AbortController();
  const choice = chooser.choose(work, stop.signal);
  stop.abort();
  expect(await choice).toBeNull();
});
