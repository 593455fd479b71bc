import { expect, test } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { countBy } from '../../src/core/analysis/conventions.ts';
import { network } from '../../src/core/build/network.ts';
import { applyCommand } from '../../src/core/document/commands.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { alternativesTo } from './alternatives.ts';

type Net = ReturnType<typeof network>;

function documentOf(build: (net: Net) => unknown): StrideDocument {
  const net = network('one layer');
  build(net);
  return net.document();
}

function alternativesIn(document: StrideDocument) {
  const node = document.graph.nodes.layer;
  const analysis = analyze(document.graph).nodes.layer;
  if (!node || !analysis) throw new Error('no layer');
  return alternativesTo(node, analysis);
}

const convolution = (net: Net) =>
  net.conv2d(net.input([14, 14, 64]), { filters: 128, kernelSize: [3, 3], padding: 'same' }, 'layer');

test('a 3×3 convolution of 64 into 128 channels at 14×14 beside its alternatives', () => {
  const rows = alternativesIn(documentOf(convolution)).map(({ text, kind, parameters, work, current }) => [
    text,
    kind,
    parameters,
    work.macs,
    current,
  ]);
  // FORMULAS.md: k·k·C_in·C_out + C_out; separable: k·k·C_in + C_in·C_out + C_out.
  expect(rows).toEqual([
    ['1×1', 'conv2d', 8_320, 1_605_632, false],
    ['3×3', 'conv2d', 73_856, 14_450_688, true],
    ['5×5', 'conv2d', 204_928, 40_140_800, false],
    ['3×3', 'separableConv2d', 8_896, 1_718_528, false],
  ]);
});

test('taking an alternative gives the figures that it promised', () => {
  const builds = [
    convolution,
    (net: Net) => net.lstm(net.input([50, 16]), { units: 32 }, 'layer'),
    (net: Net) => net.conv1d(net.input([50, 16]), { filters: 8, kernelSize: 7 }, 'layer'),
    (net: Net) => net.batchNormalization(net.input([8, 8, 64]), {}, 'layer'),
    (net: Net) => net.conv3d(net.input([8, 8, 8, 2]), { filters: 4 }, 'layer'),
    (net: Net) => net.dense(net.input([8]), { units: 4 }, 'layer'),
  ];
  for (const build of builds) {
    const document = documentOf(build);
    const alternatives = alternativesIn(document);
    expect(alternatives.length).toBeGreaterThan(2);
    expect(alternatives.filter(({ current }) => current)).toHaveLength(1);
    for (const { command, parameters, work } of alternatives) {
      const after = analyze(applyCommand(document, command).graph);
      expect(after.problems).toEqual([]);
      expect(after.totals).toMatchObject({ parameters, macs: work.macs, allOps: countBy('ops', work) });
    }
  }
});

test('a GRU keeps the units, the sequences and the activation of the LSTM that it replaces', () => {
  const document = documentOf((net) =>
    net.lstm(net.input([50, 16]), { units: 32, returnSequences: true, dropout: 0.2 }, 'layer'),
  );
  const gru = alternativesIn(document).find(({ kind }) => kind === 'gru');
  expect(gru?.command).toMatchObject({
    params: { units: 32, returnSequences: true, dropout: 0.2, activation: 'tanh' },
  });
});

test('a layer without such a choice has none', () => {
  expect(alternativesIn(documentOf((net) => net.flatten(net.input([4, 4, 2]), {}, 'layer')))).toEqual([]);
});
