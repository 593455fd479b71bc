import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import type { StrideDocument } from '../document/schema.ts';
import { generateFromPattern } from './build.ts';
import { parsePattern } from './parse.ts';
import type { PatternDefaults } from './pattern.ts';

const classic = 'INPUT 32x32x3 -> [[CONV 32 -> RELU]*2 -> POOL]*3 -> [FC 128 -> RELU]*1 -> FC 10';

function generated(text: string, options: Partial<PatternDefaults> = {}): StrideDocument {
  const result = generateFromPattern(text, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** `kind` with what tells layers apart, in the order of the network. */
const layers = (document: StrideDocument): string[] =>
  analyze(document.graph).order.map((id) => {
    const { kind = '', params = {} } = document.graph.nodes[id] ?? {};
    const count = params.filters ?? params.units ?? params.rate ?? '';
    const activation = params.activation === undefined ? '' : ` ${params.activation}`;
    return `${kind}${count === '' ? '' : ` ${count}`}${activation}`;
  });

describe('generateFromPattern', () => {
  it('makes the classic network', () => {
    const block = ['conv2d 32 relu', 'conv2d 32 relu', 'maxPooling2d'];
    const document = generated(classic);
    expect(layers(document)).toEqual([
      'input',
      ...block,
      ...block,
      ...block,
      'flatten',
      'dense 128 relu',
      'dense 10 softmax',
    ]);
    // 896 + 5 × 9,248 for the convolutions, 512·128 + 128 and 128·10 + 10 for the dense layers.
    expect(analyze(document.graph).totals.parameters).toBe(114_090);
    expect(analyze(document.graph).problems).toEqual([]);
  });

  it('groups the rounds of a repeated block', () => {
    const groups = Object.values(generated(classic).groups);
    expect(groups.map((group) => [group.name, group.members.length])).toEqual([
      ['Block 1', 3],
      ['Block 2', 3],
      ['Block 3', 3],
    ]);
  });

  it("reads CS231n's own line, with its letters", () => {
    const document = generated('INPUT -> [[CONV -> RELU]*N -> POOL?]*M -> [FC -> RELU]*K -> FC');
    expect(layers(document).filter((layer) => layer.startsWith('conv'))).toEqual(
      [32, 32, 64, 64, 128, 128].map((filters) => `conv2d ${filters} relu`),
    );
    expect(analyze(document.graph).totals.parameters).toBe(814_122);
    const small = generated('INPUT -> [[CONV -> RELU]*N -> POOL?]*M -> [FC -> RELU]*K -> FC', {
      repeats: { N: 1, M: 1, K: 0 },
      classes: 3,
    });
    expect(layers(small)).toEqual(['input', 'conv2d 32 relu', 'maxPooling2d', 'flatten', 'dense 3 softmax']);
  });

  it('doubles filters where the line says so', () => {
    const document = generated('INPUT 32x32x3 -> [CONV 16*2^m -> POOL]*3 -> FC 5');
    expect(layers(document).filter((layer) => layer.startsWith('conv'))).toEqual([
      'conv2d 16 linear',
      'conv2d 32 linear',
      'conv2d 64 linear',
    ]);
  });

  it('keeps a ReLU apart where it does not follow a convolution or a dense layer', () => {
    expect(layers(generated('INPUT 8x8x1 -> CONV 4 -> BN -> RELU -> DROPOUT 0.25 -> FC 2'))).toEqual([
      'input',
      'conv2d 4 linear',
      'batchNormalization',
      'relu',
      'dropout 0.25',
      'flatten',
      'dense 2 softmax',
    ]);
  });

  it('ends a single unit in a sigmoid with its loss', () => {
    const document = generated('INPUT 8x8x1 -> FC 1');
    expect(layers(document)).toEqual(['input', 'flatten', 'dense 1 sigmoid']);
    expect(document.training.loss).toBe('binaryCrossentropy');
  });

  it('reads sizes of windows and strides', () => {
    const { nodes } = generated('INPUT 32x32x3 -> CONV 8 5x3/2 -> POOL 3x3 -> FC 10').graph;
    expect(nodes.conv2d?.params).toMatchObject({ kernelSize: [5, 3], strides: [2, 2], filters: 8, padding: 'same' });
    expect(nodes.max_pooling2d?.params).toMatchObject({ poolSize: [3, 3], strides: [3, 3] });
  });

  it('does not mind case, spaces, arrows and crosses', () => {
    const other = 'input 32×32×3→[ [conv 32→relu]×2→pool ]×3→[fc 128→relu]×1→fc 10';
    expect(generated(other).graph).toEqual(generated(classic).graph);
    expect(generated(classic.replaceAll(' -> ', '->')).graph).toEqual(generated(classic).graph);
    expect(generated('INPUT 8×8×1 -> [CONV 4×2^m]×2 -> FC 2').graph).toEqual(
      generated('INPUT 8x8x1 -> [CONV 4 * 2^m]*2 -> FC 2').graph,
    );
  });

  it('leaves an optional POOL out where the image is too small', () => {
    const text = 'INPUT 4x4x1 -> [CONV 2 -> POOL?]*4 -> FC 2';
    expect(layers(generated(text)).filter((layer) => layer === 'maxPooling2d')).toHaveLength(2);
  });
});

describe('errors name the column and what was expected', () => {
  it.each([
    ['', 1, 'INPUT, CONV, RELU, POOL, BN, DROPOUT, FC or [', 'the end of the line'],
    ['CONV 32 -> FC 10', 1, 'INPUT first', 'CONV'],
    ['INPUT 32x32x3 -> CONF 32', 18, 'CONV, RELU, POOL, BN, DROPOUT, FC or [', 'CONF'],
    ['INPUT 32x32x3 CONV 32', 15, '-> or the end of the line', 'CONV'],
    ['INPUT 32x32 -> FC 10', 7, 'height×width×channels, as 32x32x3', '32x32'],
    ['INPUT 32x32x3 -> [CONV 32 -> FC 10', 35, '-> or ]', 'the end of the line'],
    ['INPUT 32x32x3 -> [CONV 32] -> FC 10', 28, '* and how many times', '->'],
    ['INPUT 32x32x3 -> [CONV 32]*x -> FC 10', 28, 'a number of times, or N, M or K', 'x'],
    ['INPUT 32x32x3 -> CONV 32 -> INPUT 8x8x1', 29, 'CONV, RELU, POOL, BN, DROPOUT, FC or [', 'INPUT'],
    ['INPUT 32x32x3 -> CONV 0 -> FC 10', 18, 'at least 1 of its filters', '0'],
    ['INPUT 32x32x3 -> DROPOUT 1.5', 18, 'a rate below 1, as DROPOUT 0.5', 'DROPOUT 1.5'],
    ['INPUT 32x32x3 -> FC 10 -> CONV 8', 27, 'FC, RELU, BN or DROPOUT after FC', 'CONV'],
    ['INPUT 2x2x3 -> POOL -> POOL', 24, 'a window of at most 1×1', 'POOL 2×2'],
    ['INPUT 9999999999x8x3 -> FC 2', 1, 'shape of at most 16777216', 'INPUT'],
    ['INPUT 32x32x3 -> CONV 99999999', 18, 'filters of at most 16777216', 'CONV'],
    ['INPUT 32x32x3 -> [CONV 8*2^m]*99', 19, 'filters of at most 16777216', 'CONV'],
    ['INPUT 32x32x3 -> POOL 99999x1', 18, 'poolSize of at most 65536', 'POOL'],
    ['INPUT 32x32x3 -> FC 99999999', 18, 'units of at most 16777216', 'FC'],
    [`INPUT 32x32x3 -> ${'['.repeat(100_000)}`, 38, 'at most 20 brackets in each other', '['],
    ['INPUT 32x32x3 -> [CONV 8]*5000', 18, 'at most 1000 layers', 'this repetition'],
    ['INPUT 32x32x3 -> [[[CONV 8]*99]*99]*99', 21, 'at most 1000 layers', 'this repetition'],
  ])('%.60s', (text, column, expected, found) => {
    const result = generateFromPattern(text);
    expect(result.ok ? '' : result.error.message).toMatch(`Column ${column}: `);
    expect(result.ok ? '' : result.error.message).toContain(`expected ${expected}`);
    expect(result.ok ? '' : result.error.message).toContain(found);
  });

  it('writes them out in one sentence', () => {
    const result = parsePattern('INPUT 32x32x3 -> [CONV 32]');
    expect(result.ok ? '' : result.error.message).toBe(
      'Column 27: expected * and how many times, found the end of the line.',
    );
  });

  it('never throws, whatever is typed', () => {
    const piece = fc.constantFrom(
      'INPUT ',
      'CONV ',
      'POOL',
      '?',
      '[',
      ']',
      '*',
      '2',
      '->',
      'x',
      '3',
      '.',
      '^m',
      'FC ',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const result = generateFromPattern(pieces.join(''));
        if (!result.ok) expect(result.error.column).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string(), (text) => typeof generateFromPattern(text).ok === 'boolean'));
  });
});
