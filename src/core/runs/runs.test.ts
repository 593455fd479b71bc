import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runRecordSchema } from '../document/runs.ts';
import { defaultTraining } from '../document/schema.ts';
import { epochsCsv, runsCsv } from './csv.ts';
import { runFigure } from './figures.ts';
import { commonAccuracy, epochsToReach, secondsToReach } from './outcome.ts';
import { paretoFront } from './pareto.ts';
import { differingSettings, flatSettings } from './settings.ts';
import { epochOf, runOf } from './testing/runs.ts';

describe('settings of runs', () => {
  it('are flat, unions by their kind', () => {
    const flat = flatSettings({ ...defaultTraining, schedule: { kind: 'step', everyEpochs: 3, factor: 0.5 } });
    expect(flat).toMatchObject({
      data: 'embedded',
      'data.id': 'digits',
      learningRate: 0.001,
      schedule: 'step',
      'schedule.everyEpochs': 3,
      'schedule.factor': 0.5,
      metrics: 'accuracy',
      earlyStopping: null,
    });
  });

  it('differ where one run has another value, or one alone has any', () => {
    const [a, b] = [
      runOf({ number: 1 }, { learningRate: 0.01 }),
      runOf({ number: 2 }, { earlyStopping: { patience: 3, minChange: 0, keepBest: true } }),
    ];
    expect(differingSettings([a, b])).toEqual([
      'learningRate',
      'earlyStopping.patience',
      'earlyStopping.minChange',
      'earlyStopping.keepBest',
    ]);
    expect(differingSettings([a])).toEqual([]);
  });
});

describe('figures of a run', () => {
  it('that was not evaluated, has no epoch or no drawing are unknown, not zero', () => {
    const run = runOf({ number: 1 });
    for (const name of ['testAccuracy', 'testLoss', 'bestAccuracy', 'seconds', 'macs', 'samplesPerSecond'] as const)
      expect(runFigure(name, run, null)).toBeNull();
  });

  it('are of the best and the last epoch', () => {
    const epochs = [epochOf(1, 0.6, { seconds: 9 }), epochOf(2, 0.9, { seconds: 2 }), epochOf(3, 0.8, { seconds: 3 })];
    const run = runOf({ epochs, bestEpoch: 2, seconds: 14 });
    expect(runFigure('bestAccuracy', run, null)).toBe(0.9);
    expect(runFigure('lastValAccuracy', run, null)).toBe(0.8);
    expect(runFigure('secondsPerEpoch', run, null)).toBe(3);
  });
});

describe('the way to an accuracy', () => {
  const slow = runOf({ epochs: [epochOf(1, 0.5), epochOf(2, 0.7), epochOf(3, 0.9)] });
  const fast = runOf({ epochs: [epochOf(1, 0.75), epochOf(2, 0.74)] });

  it('is counted to the first epoch that reaches it', () => {
    const common = commonAccuracy([slow, fast]);
    expect(common).toBe(0.75);
    expect([slow, fast].map((run) => epochsToReach(run, common ?? 0))).toEqual([3, 1]);
    expect(secondsToReach(slow, 0.7)).toBe(2);
    expect(epochsToReach(fast, 0.8)).toBeNull();
  });

  it('has no end where there is no accuracy', () => {
    expect(commonAccuracy([slow, runOf({ epochs: [] })])).toBeNull();
  });
});

describe('the Pareto front', () => {
  it('has what no other beats, as published networks show it', () => {
    // Top-1 and GFLOPs of torchvision's IMAGENET1K_V1 weights: https://pytorch.org/vision/stable/models.html
    const models = [
      ['alexnet', 0.71, 56.522],
      ['vgg16', 15.47, 71.592],
      ['resnet18', 1.81, 69.758],
      ['resnet50', 4.09, 76.13],
      ['squeezenet1_1', 0.35, 58.178],
      ['mobilenet_v2', 0.3, 71.878],
      ['efficientnet_b0', 0.39, 77.692],
      ['efficientnet_b7', 37.75, 84.122],
    ] as const;
    const front = paretoFront(models.map(([id, cost, value]) => ({ id, cost, value })));
    expect(front.map(({ id }) => id)).toEqual(['mobilenet_v2', 'efficientnet_b0', 'efficientnet_b7']);
  });

  it('is exactly the points that are not dominated', () => {
    const point = fc.record({ id: fc.uuid(), cost: fc.nat(6), value: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), (points) => {
        const front = new Set(paretoFront(points));
        for (const one of points) {
          const beaten = points.some(
            (other) =>
              other.cost <= one.cost && other.value >= one.value && (other.cost < one.cost || other.value > one.value),
          );
          expect(front.has(one)).toBe(!beaten);
        }
      }),
    );
  });
});

describe('tables of runs', () => {
  const run = runOf({
    number: 2,
    name: 'wide, "deep"',
    notes: 'first line\nsecond; étude',
    epochs: [epochOf(1, 0.1 + 0.2, { extra: { top2Accuracy: 0.5 } })],
  });

  it('keep every digit, and quote as RFC 4180 has it', () => {
    const [header, line] = epochsCsv([run]).split('\r\n');
    expect(header).toBe(
      'run,name,epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,samples_per_second,seconds,top2_accuracy',
    );
    expect(line).toBe('2,"wide, ""deep""",1,0.5,0.5,0.25,0.30000000000000004,,100,1,0.5');
  });

  it('have as many fields in each line, empty where nothing is known', () => {
    const [other] = [runOf({ number: 3 })];
    const text = runsCsv([run, other], () => null);
    expect(text).toContain('"first line\nsecond; étude"');
    expect(text.endsWith('\r\n')).toBe(true);
    const [header = '', , , last = ''] = text.split(/\r\n/).flatMap((line) => line.split('\nsecond; étude"'));
    const values = Object.fromEntries(header.split(',').map((name, i) => [name, last.split(',')[i]]));
    expect(values).toMatchObject({ run: '3', test_accuracy: '', best_loss: '', starred: 'false', optimizer: 'adam' });
  });
});

describe('a record', () => {
  it('is read as it was written, marks included, and without them from older files', () => {
    const marked = runOf({
      notes: 'hm',
      starred: true,
      tone: 'rust',
      stepsPerEpoch: 7,
      trial: { search: 's', number: 1, values: { learningRate: 0.01, optimizer: 'adam' } },
      drawing: { graph: { nodes: {}, edges: {} }, groups: {}, layout: {} },
    });
    expect(runRecordSchema.parse(JSON.parse(JSON.stringify(marked)))).toEqual(marked);
    const { notes, starred, tone, stepsPerEpoch, trial, drawing, ...older } = marked;
    expect(runRecordSchema.parse(JSON.parse(JSON.stringify(older)))).toEqual(older);
  });
});
