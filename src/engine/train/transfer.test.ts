import { afterAll, expect, it } from 'vitest';
import { analyze } from '../../core/analysis/analyze.ts';
import { documentOf } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { applyCommands } from '../../core/document/commands.ts';
import { upTo } from '../../core/document/freeze.ts';
import type { StrideDocument } from '../../core/document/schema.ts';
import { carryWeights } from '../../core/surgery/carry-weights.ts';
import type { Dataset, Split } from '../data/dataset.ts';
import type { NamedWeight } from '../protocol.ts';
import { combine, uniformStream } from '../random.ts';
import { complete, requestOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';

/*
 * Transfer learning as the course has it: a network that learnt eight patterns of fur from many pictures learns cats and
 * dogs from 20 pictures each, its convolutions frozen, its head new.
 */

const engine = createSameThreadEngine();
afterAll(() => engine.destroy());

const side = 24;

type Fur = (next: () => number) => (x: number, y: number) => boolean;

const striped =
  (least: number, most: number, turn: (next: () => number) => number): Fur =>
  (next) => {
    const [angle, wave, phase] = [turn(next), least + (most - least) * next(), 9 * next()];
    return (x, y) => Math.sin((2 * Math.PI * (x * Math.cos(angle) + y * Math.sin(angle))) / wave + phase) > 0;
  };

const spotted =
  (count: number, least: number, most: number): Fur =>
  (next) => {
    const spots = Array.from({ length: count }, () => [side * next(), side * next(), least + (most - least) * next()]);
    return (x, y) => spots.some(([cx = 0, cy = 0, radius = 0]) => (x - cx) ** 2 + (y - cy) ** 2 < radius ** 2);
  };

const both =
  (one: Fur, other: Fur): Fur =>
  (next) => {
    const [first, second] = [one(next), other(next)];
    return (x, y) => first(x, y) !== second(x, y);
  };

const about = (angle: number) => (next: () => number) => angle + 0.5 * (next() - 0.5);
const anyAngle = (next: () => number) => Math.PI * next();

const manyFurs: readonly Fur[] = [
  striped(3, 5, about(0)),
  striped(3, 5, about(Math.PI / 2)),
  striped(7, 10, about(0)),
  striped(7, 10, about(Math.PI / 2)),
  spotted(16, 1, 2),
  spotted(5, 3, 5),
  both(striped(6, 8, about(0)), striped(6, 8, about(Math.PI / 2))),
  both(striped(5, 8, anyAngle), spotted(5, 2, 4)),
];
const catsAndDogs: readonly Fur[] = [striped(4, 7, anyAngle), spotted(9, 1.5, 3.2)];

/** In any colour, under any light, with noise. */
function split(furs: readonly Fur[], each: number, seed: number): Split {
  const next = uniformStream(combine(seed, 7));
  const count = furs.length * each;
  const values = new Uint8Array(count * side * side * 3);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % furs.length);
  labels.forEach((label, image) => {
    const dark = furs[label]?.(next) ?? (() => false);
    const coat = [0, 1, 2].map(() => 60 + 150 * next());
    const light = 0.6 + 0.6 * next();
    const depth = 0.5 + 0.3 * next();
    for (let at = 0; at < side * side; at++)
      coat.forEach((colour, channel) => {
        const value = colour * light * (dark(at % side, Math.floor(at / side)) ? depth : 1) + 60 * (next() - 0.5);
        values[(image * side * side + at) * 3 + channel] = Math.max(0, Math.min(255, value));
      });
  });
  return { count, samples: { kind: 'bytes', values }, targets: { kind: 'classes', labels } };
}

const pictures = (title: string, furs: readonly Fur[], each: number): Dataset => ({
  id: title,
  title,
  classes: furs.map((_, i) => `fur ${i}`),
  task: 'oneLabel',
  sampleShape: [side, side, 3],
  normalization: { kind: 'unit' },
  licence: 'MIT',
  attribution: 'drawn by the test',
  splits: { train: split(furs, each, 1), validation: split(furs, 150, 2), test: split(furs, 1, 3) },
  skipped: [],
});

const network = (document: StrideDocument) => {
  const compiled = compileNetwork(document);
  if (!compiled.ok) throw new Error('it does not compile');
  return compiled.value;
};

async function curve(document: StrideDocument, dataset: Dataset, epochs: number, initial: readonly NamedWeight[] = []) {
  const settings = { ...document.training, epochs, batchSize: 20, learningRate: 0.005, validationShare: 0, seed: 3 };
  const request = requestOf({ network: network(document), dataset, initial }, settings);
  const { events, outcome } = await complete(engine, request);
  const accuracies = events.flatMap((event) => (event.type === 'epoch' ? [event.report.valAccuracy ?? 0] : []));
  return { accuracies, weights: outcome.last?.weights ?? [] };
}

it('learns cats and dogs from 20 pictures each better than from scratch', async () => {
  const drawn = (units: number) =>
    documentOf([
      ['in', 'input', { shape: [side, side, 3] }],
      ['c1', 'conv2d', { filters: 12, kernelSize: [5, 5] }, ['in']],
      ['n1', 'batchNormalization', { momentum: 0.9 }, ['c1']],
      ['r1', 'relu', {}, ['n1']],
      ['p1', 'maxPooling2d', {}, ['r1']],
      ['c2', 'conv2d', { filters: 24, kernelSize: [5, 5] }, ['p1']],
      ['n2', 'batchNormalization', { momentum: 0.9 }, ['c2']],
      ['r2', 'relu', {}, ['n2']],
      ['p2', 'maxPooling2d', {}, ['r2']],
      ['gap', 'globalAveragePooling2d', {}, ['p2']],
      ['head', 'dense', { units, activation: 'softmax' }, ['gap']],
    ]);
  const base = drawn(manyFurs.length);
  const fresh = drawn(catsAndDogs.length);
  const trained = await curve(base, pictures('furs', manyFurs, 150), 8);
  const idOf = (name: string) => Object.values(base.graph.nodes).find((node) => node.name === name)?.id ?? '';
  // A head of its own: another node, so that nothing is carried over to it.
  const frozen = applyCommands(base, [
    { type: 'freeze', nodes: upTo(base.graph, idOf('gap')), frozen: true },
    { type: 'replace', node: idOf('head'), kind: 'dense', params: { units: 2, activation: 'softmax' } },
  ]);
  const carried = carryWeights(
    { network: network(base), weights: trained.weights },
    network(frozen),
    analyze(frozen.graph),
  );
  const convolutions = carried.weights().filter(({ name }) => !name.startsWith('head/'));
  const few = pictures('cats and dogs', catsAndDogs, 20);
  const transferred = await curve(frozen, few, 15, convolutions);
  const scratch = await curve(fresh, few, 15);
  const line = (name: string, values: readonly number[]) =>
    `${name.padEnd(12)} ${values.map((value) => (100 * value).toFixed(0).padStart(3)).join(' ')} %`;
  console.log(
    [
      'Cats and dogs, 20 pictures each, accuracy on 300 unseen ones by epoch:',
      line('the base', trained.accuracies),
      line('transferred', transferred.accuracies),
      line('from scratch', scratch.accuracies),
    ].join('\n'),
  );
  expect(few.splits.train.count).toBe(40);
  const area = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(area(transferred.accuracies)).toBeGreaterThan(area(scratch.accuracies) + 0.1);
  expect(transferred.accuracies.at(-1)).toBeGreaterThan((scratch.accuracies.at(-1) ?? 1) + 0.1);
});
