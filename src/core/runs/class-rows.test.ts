import { describe, expect, it } from 'vitest';
import { type EvaluationSummary, runRecordSchema } from '../document/runs.ts';
import { classTable } from './class-rows.ts';
import { runOf } from './testing/runs.ts';

const evaluated = (
  number: number,
  scores: Readonly<Record<string, number | null>>,
  changes: Partial<EvaluationSummary> = {},
) =>
  runOf({
    number,
    evaluation: {
      split: 'test',
      checkpoint: 'best',
      count: 30,
      loss: 0.5,
      accuracy: 0.8,
      classes: {
        measure: 'f1',
        scores: Object.entries(scores).map(([name, score]) => ({ name, score, support: 10 })),
      },
      ...changes,
    },
  });

describe('classes of several runs', () => {
  const first = evaluated(1, { cat: 0.9, dog: 0.5, owl: 0.7 });

  it('begin with the one that changed most', () => {
    const table = classTable([first, evaluated(2, { cat: 0.85, dog: 0.75, owl: 0.7 })]);
    expect(table).toEqual({
      measure: 'f1',
      split: 'test',
      rows: [
        { name: 'dog', scores: [0.5, 0.75] },
        { name: 'cat', scores: [0.9, 0.85] },
        { name: 'owl', scores: [0.7, 0.7] },
      ],
    });
  });

  it('are told by name: other classes and unknown scores are empty', () => {
    const table = classTable([first, evaluated(2, { owl: null, dog: 0.5, fox: 0.4 })]);
    expect(Object.fromEntries(table?.rows.map(({ name, scores }) => [name, scores]) ?? [])).toEqual({
      cat: [0.9, null],
      dog: [0.5, 0.5],
      owl: [0.7, null],
      fox: [null, 0.4],
    });
  });

  it('are not compared across splits, nor without an evaluation', () => {
    const onTrain = evaluated(2, { cat: 1, dog: 1, owl: 1 }, { split: 'train' });
    const table = classTable([runOf({ number: 3 }), first, onTrain]);
    expect(table?.split).toBe('test');
    expect(table?.rows.map(({ scores }) => scores)).toEqual([
      [null, 0.9, null],
      [null, 0.5, null],
      [null, 0.7, null],
    ]);
    expect(classTable([runOf()])).toBeNull();
  });

  it('are kept with the run', () => {
    expect(runRecordSchema.parse(JSON.parse(JSON.stringify(first)))).toEqual(first);
  });
});
