import { expect, test } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { network } from '../../src/core/build/network.ts';
import { applyCommand } from '../../src/core/document/commands.ts';
import { alternativesTo } from './alternatives.ts';

function convolution() {
  const net = network('one convolution');
  net.conv2d(net.input([14, 14, 64]), { filters: 128, kernelSize: [3, 3], padding: 'same' }, 'conv');
  return net.document();
}

test('a 3×3 convolution of 64 into 128 channels at 14×14 beside its alternatives', () => {
  const document = convolution();
  const node = document.graph.nodes.conv;
  const analysis = analyze(document.graph).nodes.conv;
  if (!node || !analysis) throw new Error('no convolution');
  const rows = alternativesTo(node, analysis).map(({ label, parameters, macs, current }) => [
    label.text,
    label.separable,
    parameters,
    macs,
    current,
  ]);
  // FORMULAS.md: k·k·C_in·C_out + C_out; separable: k·k·C_in + C_in·C_out + C_out.
  expect(rows).toEqual([
    ['1×1', false, 8_320, 1_605_632, false],
    ['3×3', false, 73_856, 14_450_688, true],
    ['5×5', false, 204_928, 40_140_800, false],
    ['3×3', true, 8_896, 1_718_528, false],
  ]);
});

test('taking an alternative gives the figures that it promised', () => {
  const document = convolution();
  const node = document.graph.nodes.conv;
  const analysis = analyze(document.graph).nodes.conv;
  if (!node || !analysis) throw new Error('no convolution');
  for (const { command, parameters, macs } of alternativesTo(node, analysis)) {
    const after = analyze(applyCommand(document, command).graph);
    expect(after.problems).toEqual([]);
    expect(after.totals).toMatchObject({ parameters, macs });
  }
});

test('a layer without a kernel has none', () => {
  const net = network('dense');
  net.dense(net.input([8]), { units: 4 }, 'dense');
  const { graph } = net.document();
  const analysis = analyze(graph).nodes.dense;
  if (!graph.nodes.dense || !analysis) throw new Error('no dense layer');
  expect(alternativesTo(graph.nodes.dense, analysis)).toEqual([]);
});
