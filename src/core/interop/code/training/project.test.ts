import { describe, expect, it } from 'vitest';
import { documentOf, type Line } from '../../../analysis/testing/graph.ts';
import { firstSteps } from '../../../augment/steps.ts';
import { compileNetwork } from '../../../compile/compile.ts';
import { defaultTraining, type TrainingSettings } from '../../../document/schema.ts';
import { trainingProject } from './project.ts';

const classifier: readonly Line[] = [
  ['in', 'input', { shape: [6, 5, 1] }],
  ['flat', 'flatten', {}, ['in']],
  ['out', 'dense', { units: 3, activation: 'softmax' }, ['flat']],
];
const base: TrainingSettings = { ...defaultTraining, loss: 'categoricalCrossentropy', metrics: ['accuracy'] };

function project(
  framework: 'keras' | 'torch',
  settings: Partial<TrainingSettings>,
  lines = classifier,
  metadata: Readonly<Record<string, unknown>> = { task: 'oneLabel', input: { normalization: { kind: 'unit' } } },
) {
  const compiled = compileNetwork(documentOf(lines));
  if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join(' '));
  const { files, requirements, readme } = trainingProject(
    framework,
    compiled.value,
    { ...base, ...settings },
    metadata,
  );
  const texts = new Map(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
  return { texts, train: texts.get('train.py') ?? '', requirements, readme: readme.join('\n') };
}

describe('the training beside exported code', () => {
  it.each(['keras', 'torch'] as const)('of %s says only what the settings need', (framework) => {
    const { texts, train, requirements } = project(framework, {});
    expect([...texts.keys()]).toEqual(['train.py', 'data.py']);
    expect(train).not.toMatch(/learning_rate\(|clip|balanced|judged|augment|SMOOTHING|math/);
    expect(texts.get('data.py')).not.toContain('augment');
    expect(requirements).toEqual(['numpy>=1.26', 'pillow>=10']);
  });

  it('has the rule with its numbers, the clipping and the stopping of the run', () => {
    const settings = {
      optimizer: 'nesterov',
      momentum: 0.8,
      clipping: { kind: 'globalNorm', limit: 2 },
      earlyStopping: { patience: 3, minChange: 0.01, keepBest: true },
    } as const;
    const keras = project('keras', settings).train;
    expect(keras).toContain('momentum=0.8, nesterov=True');
    expect(keras).toContain('global_clipnorm=2');
    expect(keras).toContain('patience=3, min_delta=0.01, restore_best_weights=True');
    const torch = project('torch', settings).train;
    expect(torch).toContain('momentum=0.8');
    expect(torch).toContain('clip_grad_norm_(model.parameters(), 2)');
    expect(torch).toContain('if judged + 0.01 < best:');
    expect(torch).toContain('model.load_state_dict(kept)');
  });

  it('changes pictures in a file of its own, by the steps in use alone', () => {
    const { horizontalFlip, brightness } = firstSteps;
    const { texts } = project('torch', {
      augmentation: { steps: [horizontalFlip, brightness], fill: 'nearest', fillValue: 0 },
    });
    const augment = texts.get('augment.py') ?? '';
    expect(augment).toContain('matrix = matrix @ about_centre([[-1, 0], [0, 1]], height, width)');
    expect(augment).toContain('.clip(0, 255)');
    expect(augment).not.toMatch(/radians|standard_normal|nearest\(/);
    expect(texts.get('data.py')).toContain('from augment import augmented');
    expect(texts.get('train.py')).toContain('samples_of_training.epoch = epoch');
  });

  it('normalises by the figures that the run recorded', () => {
    const metadata = { task: 'oneLabel', input: { normalization: { kind: 'standard', mean: [3], deviation: [2] } } };
    const data = project('keras', {}, classifier, metadata).texts.get('data.py');
    expect(data).toContain('MEAN = (3,)\nDEVIATION = (2,)\n');
  });

  it('tells in the README what is otherwise', () => {
    expect(project('torch', { optimizer: 'rmsprop' }).readme).toContain('PyTorch adds epsilon beside the root');
    expect(project('keras', { optimizer: 'rmsprop' }).readme).not.toContain('Otherwise than in Stride');
    expect(project('keras', { metrics: ['accuracy', 'auc'] }).readme).toContain('not auc');
  });

  it('is left out, with a word, where Stride itself would not train', () => {
    const two: readonly Line[] = [...classifier, ['other', 'dense', { units: 1 }, ['flat']]];
    for (const left of [project('keras', {}, two), project('keras', { loss: 'dice' })]) {
      expect(left.texts.size).toBe(0);
      expect(left.readme).toContain('There is no train.py');
    }
  });
});
