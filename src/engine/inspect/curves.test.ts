import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Ranking } from './curves.ts';

interface Fixture {
  readonly labels: readonly number[];
  readonly scores: readonly (readonly number[])[];
  readonly classes: readonly { readonly area: number; readonly averagePrecision: number }[];
}

/** Written by `conformance/record_curves.py`. */
const fixture: Fixture = JSON.parse(readFileSync(new URL('./fixtures/curves.json', import.meta.url), 'utf8'));

const ranked = (labels: readonly number[], scores: readonly (readonly number[])[], classes: number) => {
  const ranking = new Ranking(classes);
  for (const [i, label] of labels.entries()) ranking.add(label, Float32Array.from(scores[i] ?? []));
  return ranking.curves(labels.length);
};

describe('curves', () => {
  it('have the areas and average precisions that were worked out over pairs and thresholds', () => {
    const curves = ranked(fixture.labels, fixture.scores, 3);
    fixture.classes.forEach(({ area, averagePrecision }, label) => {
      expect(curves[label]?.area).toBeCloseTo(area, 12);
      expect(curves[label]?.averagePrecision).toBeCloseTo(averagePrecision, 12);
    });
  });

  it('of a perfect ranking go by the corner', () => {
    const [, of] = ranked(
      [0, 0, 1, 1],
      [
        [0.9, 0.1],
        [0.8, 0.2],
        [0.3, 0.7],
        [0.1, 0.9],
      ],
      2,
    );
    expect(of).toMatchObject({ area: 1, averagePrecision: 1 });
    expect(of?.roc).toContainEqual([0, 1]);
    expect(of?.precisionRecall.at(-1)).toEqual([1, 0.5]);
  });

  it('are not drawn for a class that nothing is of', () => {
    expect(
      ranked(
        [0, 0],
        [
          [0.5, 0.5],
          [1, 0],
        ],
        2,
      ),
    ).toEqual([null, null]);
  });

  it('are not drawn where an answer is not a number', () => {
    const scores = [
      [1, 0],
      [Number.NaN, Number.NaN],
      [0, 1],
    ];
    expect(ranked([0, 1, 1], scores, 2)).toEqual([null, null]);
  });

  it('keep area, beginning and end where they are thinned', () => {
    const count = 5000;
    const labels = Array.from({ length: count }, (_, i) => i % 2);
    const scores = labels.map((label, i) => [1 - (i + label * 997) / 9000, (i + label * 997) / 9000]);
    const [, of] = ranked(labels, scores, 2);
    expect(of?.roc).toHaveLength(200);
    expect([of?.roc[0], of?.roc.at(-1)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    const drawn = (of?.roc ?? []).slice(1).reduce((sum, [x, y], i) => {
      const [before = 0, height = 0] = of?.roc[i] ?? [];
      return sum + ((x - before) * (y + height)) / 2;
    }, 0);
    expect(drawn).toBeCloseTo(of?.area ?? 0, 3);
  });
});
