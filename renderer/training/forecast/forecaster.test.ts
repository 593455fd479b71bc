import { afterEach, describe, expect, it } from 'vitest';
import { network } from '../../../src/core/build/network.ts';
import type { StrideDocument, TrainingSettings } from '../../../src/core/document/schema.ts';
import { stripes } from '../../../src/engine/testing/datasets.ts';
import { compiledNetwork } from '../compiled.ts';
import { trainingApp } from '../testing/app.ts';
import { type Calibration, forecastOf, keyOf, workOf } from './work.ts';

type App = Awaited<ReturnType<typeof trainingApp>>;
let app: App;
afterEach(() => app.close());

const dataset = stripes({ train: 64 });
const wasm = { backend: 'wasm', device: 'threads', software: false } as const;

function classifier(settings: Partial<TrainingSettings> = {}, filters = 4): StrideDocument {
  const net = network('stripes');
  const x = net.conv2d(net.input([8, 8, 1]), { filters, kernelSize: [3, 3], activation: 'relu' }, 'conv');
  net.dense(net.flatten(x), { units: 4, activation: 'softmax' }, 'out');
  return net.document({ learningRate: 0.01, epochs: 2, batchSize: 16, validationShare: 0.25, ...settings });
}

async function open(document: StrideDocument): Promise<void> {
  app = await trainingApp(document, dataset);
  app.ui.setState({ backends: { usable: [wasm], refused: [] } });
}

function presentWork() {
  const { document } = app.documents.getState();
  const { analysis } = app.analyses.getState();
  const compiled = compiledNetwork(document.graph, analysis);
  if (!compiled) throw new Error('the network does not compile');
  return workOf(compiled, document.training, dataset, document, analysis);
}

const calibration = (changes: Partial<Calibration> = {}): Calibration => ({
  source: 'measurement',
  device: wasm,
  secondsPerStep: 0.5,
  stepFlops: presentWork().stepFlops ?? 0,
  compileSeconds: 0,
  key: keyOf(presentWork()),
  ...changes,
});

const over = ({ session: { state } }: ReturnType<App['session']['getState']>) => state === 'finished';

describe('a forecast', () => {
  it('is the measured step times the steps of an epoch, a validation batch a third', async () => {
    await open(classifier());
    // 48 images in 3 batches, 16 held out in 1.
    const found = forecastOf(presentWork(), calibration(), 2);
    expect(found).toMatchObject({ basis: 'measured', secondsPerStep: 0.5, reasons: { step: null } });
    expect(found?.time.epoch.value).toBeCloseTo(0.5 * (3 + 1 / 3), 9);
    expect(found?.time.run.value).toBeCloseTo(2 * 0.5 * (3 + 1 / 3), 9);
  });

  it('is scaled by FLOPs after an edit, and says that it is estimated', async () => {
    await open(classifier());
    const known = calibration();
    app.documents.dispatch('Batch', { type: 'setTraining', settings: { batchSize: 8 } });
    expect(forecastOf(presentWork(), known, 2)).toMatchObject({
      basis: 'estimated',
      secondsPerStep: 0.25,
      reasons: { step: { value: 250 } },
    });
    app.documents.dispatch('Epochs', { type: 'setTraining', settings: { batchSize: 16, epochs: 7 } });
    expect(forecastOf(presentWork(), known, 7)?.basis).toBe('measured');
  });

  it('takes no larger batch than there are images', async () => {
    await open(classifier({ batchSize: 1000 }));
    expect(presentWork()).toMatchObject({ batchSize: 48, stepsPerEpoch: 1, validationSteps: 1 });
  });

  it('is missing where nothing is known to scale from', async () => {
    await open(classifier());
    const work = presentWork();
    expect(forecastOf(work, undefined, 2)).toBeNull();
    expect(forecastOf(work, calibration({ key: 'another', stepFlops: 0 }), 2)).toBeNull();
    expect(forecastOf({ ...work, stepFlops: null }, calibration({ key: 'another' }), 2)).toBeNull();
  });
});

describe('the forecaster', () => {
  it('measures, forecasts the run, keeps that with it, and learns from it', async () => {
    await open(classifier());
    const { forecaster } = app.training;
    await forecaster.measure(presentWork());
    const measured = forecaster.getState().calibrations.wasm;
    expect(measured).toMatchObject({ source: 'measurement', key: keyOf(presentWork()) });
    expect(await app.training.start()).toBeNull();
    await app.until(over);
    const [run] = app.runs.getState().records;
    expect(run?.forecast).toMatchObject({ epochs: 2, basis: 'measured', secondsPerStep: measured?.secondsPerStep });
    expect(forecaster.getState().calibrations.wasm).toMatchObject({ source: 'run', key: keyOf(presentWork()) });
  });

  it('forecasts the epochs that a run does more, not those that it goes on from', async () => {
    await open(classifier());
    await app.training.forecaster.measure(presentWork());
    await app.training.start();
    await app.until(over);
    const first = app.runs.getState().records[0];
    await app.training.trainFurther(first?.id ?? '');
    await app.until(({ session }) => session.state === 'finished' && session.runId !== first?.id);
    expect(app.runs.getState().records[1]).toMatchObject({ settings: { epochs: 4 }, forecast: { epochs: 2 } });
  });

  it('leaves off when a run starts, and when it is told to', async () => {
    await open(classifier());
    const { forecaster } = app.training;
    const cancelled = forecaster.measure(presentWork());
    expect(forecaster.getState().measuring).toBe(true);
    forecaster.cancel();
    await cancelled;
    expect(forecaster.getState()).toEqual({ measuring: false, failed: null, calibrations: {} });
    const ended = forecaster.measure(presentWork());
    expect(await app.training.start()).toBeNull();
    await ended;
    expect(forecaster.getState().failed).toBeNull();
    await app.until(over);
  });

  it('says why it could not measure', async () => {
    await open(classifier({ batchSize: 48 }));
    const work = presentWork();
    await app.training.forecaster.measure({ ...work, batchSize: 2 ** 30 });
    const { failed, calibrations } = app.training.forecaster.getState();
    expect(failed?.failure.code).toBe('out-of-memory');
    expect(calibrations).toEqual({});
  });

  it('measures unasked what is small and not measured yet, on a device of its own', async () => {
    await open(classifier());
    const { forecaster } = app.training;
    const work = presentWork();
    await forecaster.measureUnasked({ ...work, stepFlops: 1e12 }, wasm);
    await forecaster.measureUnasked({ ...work, stepFlops: null }, wasm);
    await forecaster.measureUnasked(work, { ...wasm, software: true });
    expect(forecaster.getState().calibrations).toEqual({});
    await forecaster.measureUnasked(work, wasm);
    const first = forecaster.getState().calibrations.wasm;
    expect(first?.key).toBe(keyOf(work));
    await forecaster.measureUnasked(work, wasm);
    expect(forecaster.getState().calibrations.wasm).toBe(first);
  });
});
