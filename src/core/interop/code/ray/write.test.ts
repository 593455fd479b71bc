import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentOf, type Line } from '../../../analysis/testing/graph.ts';
import { compileNetwork } from '../../../compile/compile.ts';
import { defaultTraining, type TrainingSettings } from '../../../document/schema.ts';
import { shapeSize } from '../../../math/shape.ts';
import { writeRayProject } from './write.ts';

const lines: readonly Line[] = [
  ['in', 'input', { shape: [6, 4, 1] }],
  ['conv', 'conv2d', { filters: 3, kernelSize: [3, 3], activation: 'relu' }, ['in']],
  ['flat', 'reshape', { targetShape: [4, 6] }, ['conv']],
  ['series', 'lstm', { units: 2 }, ['flat']],
  ['out', 'dense', { units: 5, activation: 'softmax' }, ['series']],
];
const shapes: Readonly<Record<string, readonly number[]>> = {
  'conv/kernel': [3, 3, 1, 3],
  'conv/bias': [3],
  'series/kernel': [6, 8],
  'series/recurrent_kernel': [2, 8],
  'series/bias': [8],
  'out/kernel': [2, 5],
  'out/bias': [5],
};
const weights = Object.entries(shapes).map(([name, shape]) => ({
  name,
  shape,
  values: Float32Array.from({ length: shapeSize(shape) }, (_, i) => i + 1),
}));

function written(training: TrainingSettings, drawn = lines) {
  const compiled = compileNetwork(documentOf(drawn));
  if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join(' '));
  const normalization = { kind: 'signed' };
  const metadata = { classes: ['a', 'b', 'c', 'd', 'e'], input: { normalization } };
  return writeRayProject(compiled.value, weights, { title: 'Series', training, metadata });
}

function filesOf(training: TrainingSettings): ReadonlyMap<string, string> {
  const made = written(training);
  if (!made.ok) throw new Error(made.error.map(({ message }) => message).join(' '));
  return new Map(made.value.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
}

const entries = z.array(
  z.object({
    name: z.string(),
    weight: z.string(),
    shape: z.array(z.number()),
    read: z.array(z.number()),
    take: z.array(z.array(z.number()).nullable()),
    order: z.array(z.number()),
  }),
);

describe('writeRayProject', () => {
  it('has all that a machine needs, with the settings of the run', () => {
    const files = filesOf({ ...defaultTraining, optimizer: 'nesterov', momentum: 0.9, learningRate: 0.02, epochs: 7 });
    expect([...files.keys()].sort()).toEqual([
      'README.md',
      'data.py',
      'model.py',
      'model.safetensors',
      'requirements.txt',
      'settings.json',
      'stride_weights.py',
      'train_ray.py',
      'weights.json',
    ]);
    expect(JSON.parse(files.get('settings.json') ?? '')).toEqual({
      classes: ['a', 'b', 'c', 'd', 'e'],
      input: { shape: [6, 4, 1], normalization: { kind: 'signed' } },
      epochs: 7,
      batch_size: 32,
      seed: 1,
      label_smoothing: 0,
      optimizer: { name: 'SGD', arguments: { lr: 0.02, momentum: 0.9, nesterov: true } },
    });
  });

  it('says of every number of every weight where it is in the state', () => {
    const table = entries.parse(JSON.parse(filesOf(defaultTraining).get('weights.json') ?? ''));
    expect(new Set(table.map(({ weight }) => weight))).toEqual(new Set(Object.keys(shapes)));
    for (const [name, shape] of Object.entries(shapes)) {
      const reached = new Set<string>();
      for (const { read, take } of table.filter(({ weight }) => weight === name)) {
        expect(shapeSize(read)).toBe(shapeSize(shape));
        const axes = read.map((size, axis) => take[axis] ?? Array.from({ length: size }, (_, i) => i));
        const places = axes.reduce<readonly string[]>(
          (all, axis) => all.flatMap((one) => axis.map((i) => `${one} ${i}`)),
          [''],
        );
        for (const place of places) reached.add(place);
      }
      expect(reached.size).toBe(shapeSize(shape));
    }
  });

  it('names in its README what the run in Stride had besides', () => {
    const schedule = { kind: 'cosine' as const, finalShare: 0 };
    const files = filesOf({ ...defaultTraining, schedule });
    expect(files.get('README.md')).toContain(
      'Left out, which the run in Stride had: the schedule of the learning rate (cosine).',
    );
    expect(filesOf(defaultTraining).get('README.md')).not.toContain('Left out');
  });

  it('refuses another task, and says what else there is', () => {
    const made = written({ ...defaultTraining, loss: 'meanSquaredError' });
    expect(made.ok ? [] : made.error.map(({ code }) => code)).toEqual(['export.ray.task']);
  });
});
