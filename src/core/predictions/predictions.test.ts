import { describe, expect, it } from 'vitest';
import { answerOf, heldLabels, type Meaning, meaningOf } from './answer.ts';
import { predictionsHeader, predictionsLine } from './csv.ts';

const pets: Meaning = { task: 'oneLabel', outputs: ['cat', 'dog'], outputShape: [2] };
const labels: Meaning = { task: 'manyLabel', outputs: ['sun', 'sea', 'sky'], outputShape: [3] };
const numbers: Meaning = { task: 'regression', outputs: ['x', 'y'], outputShape: [2] };
const masks: Meaning = { task: 'segmentation', outputs: ['ground', 'sky', 'sea'], outputShape: [2, 2, 3] };

const answered = (output: readonly number[], meaning: Meaning) => answerOf(Float32Array.from(output), meaning);
const lineOf = (path: string, output: readonly number[], meaning: Meaning) =>
  predictionsLine(path, answered(output, meaning), meaning);

describe('what outputs mean', () => {
  it('gives a single probability two classes, a single number one name', () => {
    expect(meaningOf({ outputShape: [1] }, undefined, ['cat', 'dog']).outputs).toEqual(['cat', 'dog']);
    expect(meaningOf({ outputShape: [1] }, { task: 'regression', outputs: ['age'] }, null).outputs).toEqual(['age']);
    expect(meaningOf({ outputShape: [4, 4, 1] }, { task: 'segmentation', outputs: ['a', 'b'] }, null).outputs).toEqual([
      'a',
      'b',
    ]);
  });

  it('numbers outputs that nobody named', () => {
    expect(meaningOf({ outputShape: [3] }, undefined, null)).toEqual({
      task: 'oneLabel',
      outputs: ['0', '1', '2'],
      outputShape: [3],
    });
  });
});

describe('answers', () => {
  it('are as sure as the class chosen, or the least certain label', () => {
    expect(answered([0.25, 0.75], pets).sureness).toBe(0.75);
    expect(answered([0.125, 0.875, 0.375], labels).sureness).toBe(0.625);
    expect(answered([3, -4], numbers).sureness).toBeNull();
  });

  it('of masks are the share of the pixels in each class', () => {
    const { values, sureness } = answered([0.5, 0.25, 0.25, 0, 1, 0, 0.75, 0.25, 0, 0, 0.75, 0.25], masks);
    expect([...values]).toEqual([0.5, 0.5, 0]);
    expect(sureness).toBe((0.5 + 1 + 0.75 + 0.75) / 4);
  });

  it('of masks with one value a pixel are about the second of two classes', () => {
    const meaning: Meaning = { task: 'segmentation', outputs: ['ground', 'sky'], outputShape: [2, 2, 1] };
    const { values, sureness } = answered([0.25, 0.75, 1, 0.5], meaning);
    expect([...values]).toEqual([0.5, 0.5]);
    expect(sureness).toBe((0.75 + 0.75 + 1 + 0.5) / 4);
  });

  it('of one label alone are about its presence', () => {
    const meaning: Meaning = { task: 'manyLabel', outputs: ['sun'], outputShape: [1] };
    // The engine gives a single sigmoid as two classes.
    const answer = answered([0.25, 0.75], meaning);
    expect([...answer.values]).toEqual([0.75]);
    expect(heldLabels(answer, meaning)).toEqual(['sun']);
  });
});

describe('as CSV', () => {
  it('has columns by task', () => {
    expect([pets, labels, numbers, masks].map(predictionsHeader)).toEqual([
      'path,class,probability,p(cat),p(dog)\r\n',
      'path,labels,p(sun),p(sea),p(sky)\r\n',
      'path,x,y\r\n',
      'path,share(ground),share(sky),share(sea)\r\n',
    ]);
  });

  it('has a line a picture', () => {
    expect(lineOf('a/1.png', [0.25, 0.75], pets)).toBe('a/1.png,dog,0.75,0.25,0.75\r\n');
    expect(lineOf('1.png', [0.75, 0.25, 1], labels)).toBe('1.png,sun;sky,0.75,0.25,1\r\n');
    expect(lineOf('1.png', [0.25, 0.25, 0.25], labels)).toBe('1.png,,0.25,0.25,0.25\r\n');
    expect(lineOf('1.png', [0.5, -3], numbers)).toBe('1.png,0.5,-3\r\n');
  });

  it('quotes paths as Python’s csv module does', () => {
    expect(lineOf('a,"b".png', [1, 0], numbers)).toBe('"a,""b"".png",1,0\r\n');
  });

  // What `str(numpy.float32(x))` prints, written as JavaScript writes powers of ten.
  it.each([
    [0.1, '0.1'],
    [1 / 3, '0.33333334'],
    [1 - 6e-8, '0.99999994'],
    [1e-7, '1e-7'],
    [2 / 3, '0.6666667'],
    [123456.789, '123456.79'],
    [-0.0012345, '-0.0012345'],
  ])('writes %d as no more digits than single precision holds', (value, text) => {
    expect(lineOf('1.png', [value, 0], numbers)).toBe(`1.png,${text},0\r\n`);
  });
});
