import { describe, expect, it } from 'vitest';
import { templateById, templates } from '../../../templates/index.ts';
import type { Graph } from '../document/schema.ts';
import { seededRandom } from '../layers/testing/random.ts';
import { drawLayer, type Made, withLayer } from '../layers/testing/random-network.ts';
import { symbolTokens, tokensText, valueTokens } from '../math/formula.ts';
import { analyze, createAnalyzer } from './analyze.ts';
import { conventions, countBy, workFormula, workOf, workOfTotals } from './conventions.ts';
import { groupTotals } from './groups.ts';
import { measureOf, shareOf, subtotal } from './share.ts';
import { graphOf } from './testing/graph.ts';
import type { Analysis } from './types.ts';

const analysed = templates.map(({ id, build }) => {
  const document = build();
  return { id, document, analysis: analyze(document.graph) };
});

describe.each(conventions)('work counted in %s', (convention) => {
  it.each(analysed)('is, summed over the layers of $id, the total', ({ analysis }) => {
    const total = countBy(convention, workOfTotals(analysis.totals));
    expect(subtotal(analysis, analysis.order, convention)).toBe(total);
    const shares = analysis.order.map((id) => shareOf(analysis, id, convention));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });

  it.each(analysed)('is, summed over the groups of $id and the layers in none, the total', ({ document, analysis }) => {
    const groups = groupTotals(document.groups, analysis);
    const outermost = Object.values(document.groups).filter(({ parent }) => parent === null);
    const grouped = new Set(Object.values(document.groups).flatMap(({ members }) => members));
    const loose = analysis.order.filter((id) => !grouped.has(id));
    const inGroups = outermost.reduce((sum, { id }) => {
      const totals = groups[id];
      return sum + (totals ? countBy(convention, workOfTotals(totals)) : Number.NaN);
    }, 0);
    expect(inGroups + subtotal(analysis, loose, convention)).toBe(countBy(convention, workOfTotals(analysis.totals)));
  });

  it('is what the formula of the layer comes to', () => {
    for (const { analysis } of analysed)
      for (const node of Object.values(analysis.nodes)) {
        if (!node.cost) throw new Error(`${node.id} has no cost`);
        expect(workFormula(convention, node.cost).value).toBe(countBy(convention, workOf(node)));
        expect(measureOf(node, convention)).toBe(countBy(convention, workOf(node)));
      }
  });
});

/** A network of up to 14 layers of any kind, wrong ones among them, analysed anew at each layer that came to it. */
function grown(seed: number): Analysis {
  const random = seededRandom(seed);
  const analyzer = createAnalyzer();
  const made: Made[] = [];
  let graph: Graph = { nodes: {}, edges: {} };
  let analysis = analyzer.analyze(graph);
  for (let layer = 0; layer < 14; layer++) {
    const { kind, params, inbound } = drawLayer(random, made, made.length === 0, { allows: () => true, mistakes: 0.1 });
    const id = `${kind}_${layer}`;
    const sources = inbound.map((i) => made[i]);
    graph = withLayer(
      graph,
      { id, kind, name: id, params },
      sources.map((source) => source?.id ?? ''),
    );
    analysis = analyzer.analyze(graph);
    const node = analysis.nodes[id];
    if (!node?.output) continue;
    const inputs = sources.map((source) => source?.shape ?? []);
    made.push({ id, kind, params, inbound, inputs, shape: node.output.shape, node });
  }
  return analysis;
}

it('is in any network, in each convention, the sum over its layers; each convention counts at least as much as the one before', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const analysis = grown(seed);
    const work = workOfTotals(analysis.totals);
    const counts = conventions.map((convention) => {
      expect(subtotal(analysis, analysis.order, convention), `seed ${seed}`).toBe(countBy(convention, work));
      return countBy(convention, work);
    });
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  }
});

it('InceptionV3 has the MACs of Keras’s, and twice as many FLOPs', () => {
  const document = templateById('inception-v3')?.build();
  if (!document) throw new Error('no InceptionV3');
  const work = workOfTotals(analyze(document.graph).totals);
  // FORMULAS.md, which has it from Keras.
  expect(countBy('macs', work)).toBe(5_713_216_096);
  expect(countBy('flops', work)).toBe(11_426_432_192);
});

describe('a 3×3 convolution of 64 into 128 channels, and what follows it', () => {
  const { nodes } = analyze(
    graphOf([
      ['in', 'input', { shape: [14, 14, 64] }],
      ['conv', 'conv2d', { filters: 128, kernelSize: [3, 3], padding: 'same' }, ['in']],
      ['flat', 'flatten', {}, ['conv']],
      ['soft', 'softmax', {}, ['flat']],
    ]),
  );
  const lines = (id: string) =>
    conventions.map((convention) => {
      const cost = nodes[id]?.cost;
      if (!cost) throw new Error(`${id} has no cost`);
      const formula = workFormula(convention, cost);
      return [tokensText(symbolTokens(formula)), tokensText(valueTokens(formula)), formula.value];
    });

  it('has 73,728 weights of its kernel used at 14·14 places, and a bias added at each', () => {
    expect(lines('conv')).toEqual([
      ['H′·W′·C_out·k_h·k_w·C_in', '14·14·128·3·3·64', 14_450_688],
      ['2·H′·W′·C_out·k_h·k_w·C_in', '2·14·14·128·3·3·64', 28_901_376],
      ['2·H′·W′·C_out·k_h·k_w·C_in + H′·W′·C_out', '2·14·14·128·3·3·64 + 14·14·128', 28_926_464],
    ]);
  });

  it('counts nothing for Flatten, and for a softmax 5 operations a value in the last convention only', () => {
    expect(lines('flat').map(([, , value]) => value)).toEqual([0, 0, 0]);
    // TensorFlow’s profiler: 5 an element.
    expect(lines('soft').map(([, , value]) => value)).toEqual([0, 0, 5 * 14 * 14 * 128]);
  });

  it('counts nothing where the cost is unknown', () => {
    expect(workOf({ cost: null })).toEqual({ macs: 0, otherOps: 0 });
    expect(workOf(undefined)).toEqual({ macs: 0, otherOps: 0 });
  });
});
