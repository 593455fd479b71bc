import { afterEach, describe, expect, it } from 'vitest';
import { network } from '../../../src/core/build/network.ts';
import { type RunRecord, runRecordSchema } from '../../../src/core/document/runs.ts';
import type { StrideDocument, TrainingSettings } from '../../../src/core/document/schema.ts';
import { stripes } from '../../../src/engine/testing/datasets.ts';
import { canContinue } from '../going-on.ts';
import { trainingApp } from '../testing/app.ts';
import { stateOfName } from './state-name.ts';

type App = Awaited<ReturnType<typeof trainingApp>>;
let app: App;
afterEach(() => app.close());

/** Batch normalisation, dropout, Adam: everything whose state a run that goes on must find again. */
function classifier(settings: Partial<TrainingSettings> = {}): StrideDocument {
  const net = network('stripes');
  let x = net.conv2d(net.input([8, 8, 1]), { filters: 4, kernelSize: [3, 3], activation: 'relu' }, 'conv');
  x = net.dropout(net.flatten(net.batchNormalization(x)), { rate: 0.2 });
  net.dense(x, { units: 4, activation: 'softmax' }, 'out');
  return net.document({ learningRate: 0.01, epochs: 6, batchSize: 16, validationShare: 0.25, ...settings });
}

const over = ({ session: { state } }: ReturnType<App['session']['getState']>) =>
  state === 'finished' || state === 'failed';
const lastRun = () => app.runs.getState().records.at(-1);
const lossesOf = (run: RunRecord | undefined) => run?.epochs.map(({ loss, valLoss }) => [loss, valLoss]);
const until = (is: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stops = [app.runs.subscribe(check), app.training.keeper.subscribe(check)];
    function check(): void {
      if (!is()) return;
      for (const stop of stops) stop();
      resolve();
    }
    check();
  });
const keptEpochs = (id: string) => (app.training.keeper.getState().kept[id] ?? []).map(({ epoch }) => epoch);
const filesOf = async (run: string) =>
  (await app.host.request('listCheckpoints', { run })).map(({ name }) => stateOfName(name)?.epoch).sort();
/** As a draft holds it and is read back. */
const drafted = (run: RunRecord | undefined): RunRecord => runRecordSchema.parse(JSON.parse(JSON.stringify(run)));

describe('states of runs', () => {
  it('are kept for every epoch, on the disk too, and go with their run', async () => {
    app = await trainingApp(classifier(), stripes());
    await app.training.start();
    await app.until(over);
    const id = lastRun()?.id ?? '';
    await app.training.keeper.flush();
    expect(keptEpochs(id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await filesOf(id)).toEqual([1, 2, 3, 4, 5, 6]);
    const third = await app.training.keeper.read(id, 3);
    expect(third?.history.map(({ loss, valLoss }) => [loss, valLoss])).toEqual(lossesOf(lastRun())?.slice(0, 3));
    expect(third?.optimizer.length).toBeGreaterThan(0);
    app.runs.remove(id);
    app.runs.load([], {});
    await app.training.keeper.flush();
    expect(await filesOf(id)).toEqual([]);
  });

  it('wait for a run that is put back', async () => {
    app = await trainingApp(classifier({ epochs: 1 }), stripes());
    await app.training.start();
    await app.until(over);
    const id = lastRun()?.id ?? '';
    await app.training.keeper.flush();
    app.runs.takeOut([id])();
    app.runs.load([], {});
    await app.training.keeper.flush();
    expect(await filesOf(id)).toEqual([1]);
  });

  it('let a run that was cut off go on, after the app was closed, as if nothing had been', async () => {
    app = await trainingApp(classifier(), stripes());
    await app.training.start();
    await app.until(over);
    const whole = lossesOf(lastRun());
    await app.close();

    app = await trainingApp(classifier(), stripes());
    await app.training.start();
    // What the draft says is from the first moments.
    const record = drafted(lastRun());
    await until(() => (lastRun()?.epochs.length ?? 0) >= 2);
    app.training.pause();
    await until(() => lastRun()?.state === 'paused');
    await app.training.keeper.flush();
    const at = app.crash();

    app = await trainingApp(classifier(), stripes(), at);
    app.runs.load([record], {});
    expect(lastRun()?.state).toBe('interrupted');
    await until(() => app.runs.getState().checkpoints[record.id]?.last != null);
    const done = lastRun()?.epochs.length ?? 0;
    expect(done).toBeGreaterThanOrEqual(2);
    expect(lossesOf(lastRun())).toEqual(whole?.slice(0, done));
    const interrupted = lastRun();
    expect(interrupted && canContinue(interrupted)).toBe(true);
    expect(await app.training.continueRun(record.id)).toBeNull();
    await app.until(over);
    expect(app.runs.getState().records).toHaveLength(1);
    expect(lastRun()).toMatchObject({ id: record.id, state: 'completed' });
    expect(lossesOf(lastRun())).toEqual(whole);
  });

  it('are forked: another run goes on from an epoch, with the settings of Compile', async () => {
    app = await trainingApp(classifier(), stripes());
    await app.training.start();
    await app.until(over);
    const first = lastRun();
    app.training.fork(first?.id ?? '', 2, 'Fork');
    expect(app.ui.getState().step).toBe('compile');
    app.documents.dispatch('Rate', { type: 'setTraining', settings: { learningRate: 0.02, epochs: 4 } });
    expect(await app.training.start()).toBeNull();
    await app.until((state) => over(state) && 'runId' in state.session && state.session.runId !== first?.id);
    const second = lastRun();
    expect(second).toMatchObject({ parent: first?.id, forkedAt: 2, state: 'completed', settings: { epochs: 4 } });
    expect(second?.epochs.map(({ learningRate }) => learningRate)).toEqual([0.01, 0.01, 0.02, 0.02]);
    expect(second?.epochs.slice(0, 2)).toEqual(first?.epochs.slice(0, 2));
    expect(app.session.getState().fork).toBeNull();
    // With the settings as they were it would have come out as the first did.
    app.training.fork(first?.id ?? '', 2, 'Fork');
    await app.training.start();
    await app.until((state) => over(state) && 'runId' in state.session && state.session.runId !== second?.id);
    expect(lossesOf(lastRun())).toEqual(lossesOf(first));
  });

  it('of any epoch can be evaluated', async () => {
    app = await trainingApp(classifier(), stripes());
    await app.training.start();
    await app.until(over);
    const id = lastRun()?.id ?? '';
    await app.training.setCheckpoint({ runId: id, which: 2 });
    await app.training.evaluate();
    expect(app.training.checkpoint()).toMatchObject({ which: 2, snapshot: { epoch: 2 } });
    expect(lastRun()?.evaluation).toMatchObject({ checkpoint: 2 });
  });
});
