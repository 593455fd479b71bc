import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../analysis/testing/graph.ts';
import { compileNetwork } from '../../compile/compile.ts';
import { defaultTraining } from '../../document/schema.ts';
import { summaryEvent } from './events.ts';
import { crc32c, record } from './records.ts';
import { epochEvents, joined, logPath, runLog, startOf } from './run-log.ts';
import { eventOf, recordsOf } from './testing/read.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('crc32c', () => {
  // RFC 3720, B.4, and the check value of the catalogue of CRC algorithms.
  it.each<[string, Uint8Array, number]>([
    ['nothing', new Uint8Array(), 0],
    ['123456789', bytesOf('123456789'), 0xe3069283],
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(255), 0x62a8ab43],
    ['0 to 31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ])('of %s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });
});

const compiled = compileNetwork(
  documentOf([
    ['in', 'input', { shape: [8, 8, 1] }],
    ['flat', 'flatten', {}, ['in']],
    ['out', 'dense', { units: 3, activation: 'softmax' }, ['flat']],
  ]),
);
if (!compiled.ok) throw new Error('the network does not compile');

const epoch = (number: number) => ({
  epoch: number,
  loss: 1 / number,
  accuracy: 0.5,
  valLoss: 2 / number,
  valAccuracy: 0.25,
  samplesPerSecond: 100,
  seconds: 10,
  extra: { top2Accuracy: 0.75, valTop2Accuracy: 0.625 },
  learningRate: 0.125,
});

const run = {
  id: '8d3e/..x',
  startedAt: '2026-11-23T06:00:00.000Z',
  settings: defaultTraining,
  network: compiled.value,
  epochs: [epoch(1), epoch(2)],
};
const begin = Date.parse(run.startedAt) / 1000;

describe('the log of a run', () => {
  const files = runLog(run);
  const [train = [], validation = []] = files.map(({ bytes }) => recordsOf(bytes).map(eventOf));

  it('is a file for each part, named as TensorBoard looks for them', () => {
    expect(files.map(({ path }) => path)).toEqual([
      `train/events.out.tfevents.${begin}.8d3ex`,
      `validation/events.out.tfevents.${begin}.8d3ex`,
    ]);
    expect([train[0]?.version, validation[0]?.version]).toEqual(['brain.Event:2', 'brain.Event:2']);
    expect(train.filter(({ graph }) => graph).length).toBe(1);
  });

  it('holds each epoch with its time', () => {
    const logged = train.filter(({ scalars }) => 'epoch_loss' in scalars);
    expect(logged.map(({ step, time }) => [step, time - begin])).toEqual([
      [0, 10],
      [1, 20],
    ]);
    expect(logged[1]?.scalars).toEqual({
      epoch_loss: 0.5,
      epoch_accuracy: 0.5,
      epoch_learning_rate: 0.125,
      samples_per_second: 100,
      epoch_top2_accuracy: 0.75,
    });
    expect(validation.at(-1)?.scalars).toEqual({
      epoch_loss: 1,
      epoch_accuracy: 0.25,
      epoch_top2_accuracy: 0.625,
    });
  });

  it('is what was appended epoch by epoch while it trained', () => {
    const live = [startOf(run, 'train'), ...run.epochs.map((one) => epochEvents(run, one, 'train'))];
    expect(joined(live)).toEqual(files.find(({ path }) => path === logPath(run, 'train'))?.bytes);
  });

  it('holds what was measured of each layer, by its name', () => {
    const none = { gradientNorm: null, weightNorm: null, updateRatio: null, weights: null, activation: null };
    const [[name, id] = ['', '']] = Object.entries(run.network.nodeIds).filter(([, node]) => node === 'out');
    const out = {
      ...none,
      gradientNorm: 0.5,
      updateRatio: 0.125,
      weights: { min: -1, max: 3, counts: [1, 0, 2, 4] },
      dead: { dead: 1, units: 4, batches: 8, samples: 64 },
      flow: [null],
    };
    const figures = [{ epoch: 2, step: 9, layers: { [id]: out, in: { ...none, flow: [], dead: null } } }];
    const [file] = runLog({ ...run, figures });
    const last = recordsOf(file?.bytes ?? new Uint8Array())
      .map(eventOf)
      .at(-1);
    expect(last).toMatchObject({
      step: 1,
      time: begin + 20,
      scalars: { [`gradient_norm/${name}`]: 0.5, [`update_ratio/${name}`]: 0.125, [`dead_units/${name}`]: 0.25 },
      histograms: { [`${name}/weights`]: { limits: [-1, 0, 1, 2, 3], counts: [0, 1, 0, 2, 4], total: 7 } },
    });
  });

  it('has no validation part where nothing was held out', () => {
    const none = { ...epoch(1), valLoss: null, valAccuracy: null, extra: {} };
    expect(runLog({ ...run, epochs: [none] }).map(({ path }) => path)).toEqual([logPath(run, 'train')]);
  });
});

describe('summaries', () => {
  it('keep every finite number, to the precision of a float', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z][\w/]{0,9}$/), fc.float()), fc.nat(), (scalars, step) => {
        const finite = Object.entries(scalars).filter(([, value]) => Number.isFinite(value));
        const [data] = recordsOf(summaryEvent(1.5, step, { scalars }));
        if (finite.length === 0) expect(data).toBeUndefined();
        else if (data) expect(eventOf(data)).toMatchObject({ step, time: 1.5, scalars: Object.fromEntries(finite) });
      }),
    );
  });

  it('keep histograms with an empty bucket that says where the first begins', () => {
    const histogram = { bounds: [-1, 0, 2], counts: [3, 5], sum: 4, sumOfSquares: 9 };
    const [data = new Uint8Array()] = recordsOf(summaryEvent(1, 2, { histograms: { kernel: histogram } }));
    expect(eventOf(data).histograms).toEqual({ kernel: { limits: [-1, 0, 2], counts: [0, 3, 5], total: 8 } });
  });
});

it('a record is as long as its data and 16 bytes', () => {
  expect(record(new Uint8Array(5)).length).toBe(21);
});
