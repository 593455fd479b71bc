import { describe, expect, test } from 'vitest';
import { classScores } from './class-scores.ts';
import type { Evaluation, TaskFigures } from './evaluation.ts';
import { evaluationCsv } from './evaluation-csv.ts';
import { LabelScores } from './label-scores.ts';
import { MaskScores } from './mask-scores.ts';
import { NumberScores } from './number-scores.ts';
import { Scores } from './scores.ts';

const evaluated = (figures: TaskFigures): Evaluation => ({
  split: 'test',
  count: 3,
  loss: 0.25,
  seconds: 1,
  device: { backend: 'cpu', device: 'JavaScript', software: false },
  ...figures,
});

function oneLabel(): Evaluation {
  const scores = new Scores(2);
  scores.add(0, 0, Float32Array.of(0.75, 0.25));
  scores.add(1, 0, Float32Array.of(0.25, 0.75));
  scores.add(2, 1, Float32Array.of(0.125, 0.875));
  return evaluated(scores.figures());
}

function manyLabel(): Evaluation {
  const scores = new LabelScores(2);
  scores.add(0, [1, 0], Float32Array.of(0.9, 0.2), 1);
  scores.add(1, [1, 1], Float32Array.of(0.3, 0.8), 1);
  scores.add(2, [0, 1], Float32Array.of(0.1, 0.7), 1);
  return evaluated(scores.figures());
}

function segmentation(): Evaluation {
  const scores = new MaskScores(3, [2, 2]);
  scores.add(0, [0, 0, 1, 1], [0, 1, 1, 1]);
  return evaluated(scores.figures());
}

function regression(): Evaluation {
  const scores = new NumberScores(['price, EUR'], [1.6]);
  scores.add(0, Float32Array.of(1), Float32Array.of(2));
  scores.add(1, Float32Array.of(3), Float32Array.of(3));
  scores.add(2, Float32Array.of(5), Float32Array.of(4));
  return evaluated(scores.figures());
}

const linesOf = (evaluation: Evaluation, names: readonly string[]): readonly string[] =>
  evaluationCsv(evaluation, names).split('\r\n');

describe('an evaluation as a table', () => {
  test('of one class for each sample, with its confusion', () => {
    const lines = linesOf(oneLabel(), ['cat, small', 'dog']);
    expect(lines.slice(0, 4)).toEqual(['measure,name,predicted,value', 'split,,,test', 'samples,,,3', 'loss,,,0.25']);
    expect(lines).toContain(`accuracy,,,${2 / 3}`);
    expect(lines).toContain('recall,"cat, small",,0.5');
    expect(lines).toContain('support,"cat, small",,2');
    expect(lines.filter((line) => line.startsWith('confusion'))).toEqual([
      'confusion,"cat, small","cat, small",1',
      'confusion,"cat, small",dog,1',
      'confusion,dog,"cat, small",0',
      'confusion,dog,dog,1',
    ]);
  });

  test('of labels, at a half', () => {
    const lines = linesOf(manyLabel(), ['red', 'round']);
    expect(lines).toContain('precision,red,,1');
    expect(lines).toContain('recall,red,,0.5');
    expect(lines).toContain('f1,round,,1');
  });

  test('of masks, with nothing for a class that is nowhere', () => {
    const lines = linesOf(segmentation(), ['sky', 'roof', 'boat']);
    expect(lines).toContain('iou,sky,,0.5');
    expect(lines).toContain('iou,boat,,');
    expect(lines).toContain('confusion,sky,roof,1');
  });

  test('of numbers', () => {
    const lines = linesOf(regression(), []);
    expect(lines).toContain('mean_absolute_error,"price, EUR",,0.6666666666666666');
    expect(lines).toContain('max_error,"price, EUR",,1');
  });
});

describe('what is kept of each class', () => {
  test('is F1, at a half for labels, or the overlap of masks', () => {
    const f1 = classScores(oneLabel(), ['cat', 'dog']);
    expect(f1?.measure).toBe('f1');
    expect(f1?.scores.map(({ name, support }) => [name, support])).toEqual([
      ['cat', 2],
      ['dog', 1],
    ]);
    expect(f1?.scores[0]?.score).toBeCloseTo(2 / 3, 12);
    expect(classScores(manyLabel(), ['red', 'round'])?.scores.map(({ score }) => score)).toEqual([2 / 3, 1]);
    expect(classScores(segmentation(), ['sky', 'roof', 'boat'])).toMatchObject({
      measure: 'iou',
      scores: [{ score: 0.5 }, { score: 2 / 3 }, { score: null }],
    });
  });

  test('is nothing for numbers, nor for very many classes', () => {
    expect(classScores(regression(), [])).toBeNull();
    expect(classScores(oneLabel(), Array.from({ length: 257 }, String))).toBeNull();
  });
});
