import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/engine/protocol.ts';
import { emptyRun } from '../training/testing/runs.ts';
import { bestWithWeights, createRunsStore } from './runs.ts';

const snapshot = (values: number, epoch = 1): Snapshot => ({
  step: epoch,
  epoch,
  weights: [{ name: 'dense/kernel', shape: [values], values: new Float32Array(values) }],
  optimizer: [],
  random: [],
  history: [],
});

const epoch = (number: number, valLoss: number | null, valAccuracy: number | null) => ({
  epoch: number,
  loss: 1 / number,
  accuracy: 0.5,
  valLoss,
  valAccuracy,
  samplesPerSecond: 100,
  seconds: 2,
  extra: {},
});

describe('runs store', () => {
  it('numbers runs without using a number twice', () => {
    const runs = createRunsStore();
    runs.add(emptyRun('a', runs.nextNumber()));
    runs.add(emptyRun('b', runs.nextNumber()));
    runs.remove('a');
    expect(runs.nextNumber()).toBe(3);
    runs.remove('b');
    expect(runs.nextNumber()).toBe(3);
  });

  it('puts back what was taken out, with weights, in its place', () => {
    const runs = createRunsStore();
    for (const [i, id] of ['a', 'b', 'c'].entries()) runs.add(emptyRun(id, i + 1));
    runs.setCheckpoints('b', { best: snapshot(4) });
    runs.curves('b').loss.push(1, 0.5);
    const before = runs.getState();
    const undo = runs.takeOut(['b', 'c']);
    expect(runs.getState().records.map(({ id }) => id)).toEqual(['a']);
    expect(runs.getState().checkpoints).toEqual({});
    undo();
    expect(runs.getState().records).toEqual(before.records);
    expect(runs.getState().checkpoints).toEqual(before.checkpoints);
    expect(runs.getState().hidden).toEqual(before.hidden);
    expect(runs.curves('b').loss.length).toBe(1);
    const again = runs.takeOut(['a']);
    runs.load([], {});
    again();
    expect(runs.getState().records).toEqual([]);
  });

  it('keeps marks until they are taken off', () => {
    const runs = createRunsStore();
    runs.add(emptyRun('a', 1));
    runs.mark('a', { notes: 'why', starred: true });
    runs.mark('a', { starred: undefined, tone: 'rust' });
    expect(runs.record('a')).toMatchObject({ notes: 'why', tone: 'rust' });
    expect(runs.record('a')).not.toHaveProperty('starred');
  });

  it('collects epochs, marks the best one and adds up the time', () => {
    const runs = createRunsStore();
    runs.add(emptyRun('a', 1));
    for (const [i, loss] of [0.9, 0.4, 0.6].entries()) runs.pushEpoch('a', epoch(i + 1, loss, 0.8));
    expect(runs.record('a')).toMatchObject({ bestEpoch: 2, seconds: 6 });
    expect(runs.record('a')?.epochs).toHaveLength(3);
  });

  it('replaces epochs that are done again after a recovery', () => {
    const runs = createRunsStore();
    runs.add(emptyRun('a', 1));
    for (const [i, loss] of [0.9, 0.4].entries()) runs.pushEpoch('a', epoch(i + 1, loss, 0.8));
    runs.pushEpoch('a', epoch(2, 0.5, 0.7));
    expect(runs.record('a')?.epochs.map(({ valLoss }) => valLoss)).toEqual([0.9, 0.5]);
  });

  it('draws a batch at its place within the epoch', () => {
    const runs = createRunsStore();
    const report = { runId: 'a', stepsPerEpoch: 4, totalSteps: 0, accuracy: null, samplesPerSecond: 1, eta: 0 };
    const rest = { stepMilliseconds: 1, tensors: 0 };
    runs.pushBatch({ ...report, ...rest, epoch: 1, step: 2, loss: 2 });
    runs.pushBatch({ ...report, ...rest, epoch: 2, step: 4, loss: 1 });
    expect([...runs.curves('a').loss.xs]).toEqual([0.5, 2]);
    expect(runs.curves('a').accuracy.length).toBe(0);
    expect(runs.getState().revision).toBe(2);
  });

  it('shows a run that a file holds as running as interrupted', () => {
    const runs = createRunsStore();
    runs.load(
      [
        { ...emptyRun('a', 1), state: 'running' },
        { ...emptyRun('b', 2), state: 'completed' },
      ],
      {},
    );
    expect(runs.getState().records.map(({ state }) => state)).toEqual(['interrupted', 'completed']);
  });

  it('keeps the weights of the most accurate run for the file', () => {
    const runs = createRunsStore();
    for (const [i, accuracy] of [0.7, 0.9, 0.8].entries()) {
      const id = `run${i}`;
      runs.add(emptyRun(id, i + 1));
      runs.pushEpoch(id, epoch(1, 0.5, accuracy));
      runs.setCheckpoints(id, { best: snapshot(4) });
    }
    expect(bestWithWeights(runs.getState())?.record.id).toBe('run1');
  });

  it('gives up the oldest weights beyond its memory, never those of the newest or the best run', () => {
    const runs = createRunsStore(4 * 1000);
    for (const [i, accuracy] of [0.9, 0.7, 0.8].entries()) {
      const id = `run${i}`;
      runs.add(emptyRun(id, i + 1));
      runs.pushEpoch(id, epoch(1, 0.5, accuracy));
      runs.setCheckpoints(id, { best: snapshot(300), last: snapshot(300) });
    }
    const { checkpoints } = runs.getState();
    expect(checkpoints.run1).toEqual({ best: null, last: null });
    expect(checkpoints.run0?.best).not.toBeNull();
    expect(checkpoints.run2?.last).not.toBeNull();
  });
});
