import { afterEach, describe, expect, it } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import type { StrideDocument, TrainingSettings } from '../../src/core/document/schema.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { trainingApp } from '../training/testing/app.ts';
import { createInspecting, type Inspecting, type InspectState } from './session.ts';

let app: Awaited<ReturnType<typeof trainingApp>>;
let inspecting: Inspecting;
let leave = (): void => {};
afterEach(async () => {
  leave();
  await app.close();
});

function classifier(settings: Partial<TrainingSettings> = {}): StrideDocument {
  const net = network('stripes');
  let x = net.conv2d(net.input([8, 8, 1]), { filters: 4, kernelSize: [3, 3], activation: 'relu' }, 'conv');
  x = net.flatten(net.maxPooling2d(x, {}));
  net.dense(x, { units: 4, activation: 'softmax' }, 'out');
  return net.document({ learningRate: 0.01, epochs: 3, batchSize: 16, validationShare: 0.25, ...settings });
}

async function open(settings: Partial<TrainingSettings> = {}): Promise<void> {
  app = await trainingApp(classifier(settings), stripes());
  inspecting = createInspecting(app);
}

const until = (is: (state: InspectState) => boolean): Promise<InspectState> =>
  new Promise((resolve) => {
    const stop = inspecting.subscribe(check);
    function check(state: InspectState): void {
      if (!is(state)) return;
      stop();
      resolve(state);
    }
    check(inspecting.getState());
  });

const finished = () => app.until(({ session: { state } }) => state === 'finished');
const sum = (values: ArrayLike<number> | null) => Array.from(values ?? []).reduce((total, value) => total + value, 0);

describe('what Inspect looks at', () => {
  it('is the drawing with its first weights, before anything was trained', async () => {
    await open();
    leave = inspecting.mount();
    const { seen, probes, probabilities, nodeId } = await until(({ revision }) => revision > 0);
    expect(seen).toMatchObject({ run: null, moment: 'initial', epoch: 0 });
    expect(seen?.layers.map(({ className }) => className)).toEqual([
      'InputLayer',
      'Conv2D',
      'MaxPooling2D',
      'Flatten',
      'Dense',
    ]);
    expect(seen?.layers.find((layer) => layer.nodeId === nodeId)?.className).toBe('Conv2D');
    expect(probes).toHaveLength(5);
    expect(sum(probabilities)).toBeCloseTo(1, 5);
  });

  it('is what the run will begin with: the drawing and epoch 0 of its run have the same weights', async () => {
    await open({ epochs: 1 });
    leave = inspecting.mount();
    const drawn = await until(({ revision }) => revision > 0);
    await app.training.start();
    await finished();
    inspecting.setEpoch(0);
    const begun = await until(({ seen, opening }) => seen?.run != null && seen.moment === 'initial' && !opening);
    expect(begun.probabilities).toEqual(drawn.probabilities);
  });

  it('is the newest epoch of a run that is over, or any that is kept', async () => {
    await open();
    await app.training.start();
    await finished();
    leave = inspecting.mount();
    const newest = await until(({ seen }) => seen?.moment === 'kept');
    expect(newest.seen?.epoch).toBe(3);
    const run = newest.seen?.run;
    expect(run && inspecting.epochsOf(run)).toEqual([0, 1, 2, 3]);
    inspecting.setEpoch(1);
    const first = await until(({ seen }) => seen?.epoch === 1);
    expect(first.probabilities).not.toEqual(newest.probabilities);
    expect(first.revision).toBeGreaterThan(newest.revision);
    // The layer that was looked at stays.
    expect(first.nodeId).toBe(newest.nodeId);
  });

  it('is the run in progress, step by step, until it is not followed any more', async () => {
    await open({ epochs: 400 });
    leave = inspecting.mount();
    await app.training.start();
    const before = await until(({ seen }) => seen?.moment === 'live');
    const after = await until(({ seen }) => (seen?.step ?? 0) > (before.seen?.step ?? 0));
    expect(after.probabilities).not.toEqual(before.probabilities);
    inspecting.setLive(false);
    const kept = await until(
      ({ seen }) => seen?.moment === 'kept' || (seen?.moment === 'initial' && seen.run !== null),
    );
    expect(kept.problem).toBeNull();
    app.training.stop();
    await app.until(({ session: { state } }) => state === 'finished');
  });

  it('is said not to be there where the drawing has errors', async () => {
    const net = network('stripes');
    const x = net.conv2d(net.input([8, 8, 1]), { filters: 4, kernelSize: [9, 9] }, 'conv');
    net.dense(net.flatten(x), { units: 4, activation: 'softmax' }, 'out');
    app = await trainingApp(net.document(), stripes());
    inspecting = createInspecting(app);
    leave = inspecting.mount();
    const { problem, seen } = await until(({ problem }) => problem !== null);
    expect(problem).toEqual({ kind: 'graph' });
    expect(seen).toBeNull();
  });

  it('shows another image without opening the network again', async () => {
    await open();
    leave = inspecting.mount();
    const { probes, probabilities } = await until(({ revision }) => revision > 0);
    const other = probes[1];
    if (!other) throw new Error('there is one probe only');
    await inspecting.setProbe(other);
    expect(inspecting.getState()).toMatchObject({ probe: other, revision: 2 });
    expect(inspecting.getState().probabilities).not.toEqual(probabilities);
  });
});
