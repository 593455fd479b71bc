import { expect, test } from 'vitest';
import { applyCommands } from '../../document/commands.ts';
import { analyze } from '../analyze.ts';
import { documentOf, type Line } from '../testing/graph.ts';
import { fixesFor } from './fixes.ts';

const cases: readonly (readonly [string, Line, readonly string[]])[] = [
  [
    'channels that groups do not divide',
    ['a', 'conv2d', { filters: 8, groups: 4 }, ['in']],
    ['Set groups to 2', 'Set groups to 1'],
  ],
  [
    'channels that a normalisation’s groups do not divide, its own setting untouched',
    ['a', 'groupNormalization', {}, ['in']],
    ['Set groups to 6', 'Set groups to 1'],
  ],
  [
    'filters that groups do not divide',
    ['a', 'conv2d', { filters: 7, groups: 3 }, ['in']],
    ['Set filters to 9', 'Set groups to 1'],
  ],
  [
    'an output padding of the stride',
    ['a', 'conv2dTranspose', { strides: [2, 2], outputPadding: [2, 0] }, ['in']],
    ['Set outputPadding to none'],
  ],
  [
    'all cut off',
    [
      'a',
      'cropping2d',
      {
        cropping: [
          [6, 6],
          [0, 0],
        ],
      },
      ['in'],
    ],
    ['Set cropping to 1×1×1×1'],
  ],
];

test.each(cases)('%s', (_, line, titles) => {
  const document = documentOf([['in', 'input', { shape: [12, 12, 6] }], line]);
  const analysis = analyze(document.graph);
  const [problem] = analysis.problems;
  if (!problem) throw new Error('no problem');
  const fixes = fixesFor(document, analysis, problem);
  expect(fixes.map(({ title }) => title)).toEqual(expect.arrayContaining([...titles]));
  for (const { commands, title } of fixes) {
    expect(analyze(applyCommands(document, commands).graph).problems, title).toEqual([]);
  }
});

test('a window too long for a series is shrunk, or padded', () => {
  const document = documentOf([
    ['in', 'input', { shape: [6, 2] }],
    ['a', 'conv1d', { kernelSize: 9 }, ['in']],
  ]);
  const analysis = analyze(document.graph);
  const [problem] = analysis.problems;
  if (!problem) throw new Error('no problem');
  expect(fixesFor(document, analysis, problem).map(({ title }) => title)).toEqual([
    'Set padding to same',
    'Shrink the window to 6',
  ]);
});

test('a window too large for a volume is shrunk along each axis', () => {
  const document = documentOf([
    ['in', 'input', { shape: [2, 6, 6, 1] }],
    ['a', 'conv3d', { kernelSize: [3, 3, 7] }, ['in']],
  ]);
  const analysis = analyze(document.graph);
  const [problem] = analysis.problems;
  if (!problem) throw new Error('no problem');
  expect(fixesFor(document, analysis, problem).map(({ title }) => title)).toContain('Shrink the window to 2×3×6');
});
