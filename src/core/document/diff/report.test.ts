import { describe, expect, it } from 'vitest';
import { leNet5 } from '../../../../templates/lenet-5.ts';
import { analyze } from '../../analysis/analyze.ts';
import { applyCommands } from '../commands.ts';
import { diffDocuments } from './diff.ts';
import { listDifferences } from './differences.ts';
import { differencesCsv, markdownTable } from './report.ts';

describe('differencesCsv', () => {
  it('has a line for each layer and wire that differs', () => {
    const before = leNet5.build();
    const wire = Object.values(before.graph.edges).find(({ target }) => target === 'output')?.id ?? '';
    const after = applyCommands(before, [
      { type: 'setParams', node: 'c1', params: { activation: 'relu' } },
      { type: 'rename', node: 'f6', name: 'a, "b"' },
      { type: 'remove', nodes: [], edges: [wire] },
      { type: 'connect', edge: { id: 'new', source: 'c5', target: 'output', port: 0 } },
    ]);
    const [a, b] = [analyze(before.graph), analyze(after.graph)];
    const list = listDifferences(before, after, diffDocuments(before, after, a, b), a, b);
    const lines = differencesCsv(list, [before, after]).split('\r\n');
    // Keras: 156 parameters and 28·28·6·25 multiplications in C1; 84 × 10 + 10 and 120 × 10 + 10 in the output.
    expect(lines.slice(1)).toEqual([
      'changed,c1,c1,conv2d,conv2d,"activation: ""tanh"" -> ""relu""",28x28x6,28x28x6,156,156,117600,117600',
      'renamed,f6,"a, ""b""",dense,dense,,84,84,10164,10164,10080,10080',
      'affected,output,output,dense,dense,,10,10,850,1210,840,1200',
      'wire,f6 -> output,c5 -> output,,,,,,,,,',
      '',
    ]);
  });
});

describe('markdownTable', () => {
  it('aligns numbers and ends no cell early', () => {
    expect(markdownTable('A|B', ['Name', 'Count'], [['x|y', '3']], 1)).toBe(
      '## A\\|B\n\n| Name | Count |\n| --- | ---: |\n| x\\|y | 3 |\n',
    );
  });
});
