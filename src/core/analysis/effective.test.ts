import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../compile/compile.ts';
import { kerasLayers } from '../compile/layers.ts';
import { applyCommand, applyCommands } from '../document/commands.ts';
import { parseDocument } from '../document/migrations.ts';
import type { NodeMode, StrideDocument } from '../document/schema.ts';
import { analyze, createAnalyzer } from './analyze.ts';
import { effectiveGraph, resolveModes } from './effective.ts';
import { fixesFor } from './fixes/fixes.ts';
import { inferencePeak } from './memory.ts';
import { compareAnalyses } from './preview.ts';
import { documentOf, type Line } from './testing/graph.ts';

/** A residual block with a squeeze-and-excitation gate that comes first into its product. */
const lines: readonly Line[] = [
  ['in', 'input', { shape: [8, 8, 4] }],
  ['a', 'conv2d', { filters: 4, padding: 'same' }, ['in']],
  ['b', 'conv2d', { filters: 4, padding: 'same' }, ['a']],
  ['pool', 'globalAveragePooling2d', { keepdims: true }, ['b']],
  ['gate', 'conv2d', { filters: 4, kernelSize: [1, 1] }, ['pool']],
  ['scale', 'multiply', {}, ['gate', 'b']],
  ['sum', 'add', {}, ['scale', 'in']],
  ['flat', 'flatten', {}, ['sum']],
  ['end', 'dense', { units: 3 }, ['flat']],
];
const block = documentOf(lines);

const withMode = (document: StrideDocument, mode: NodeMode | null, ...nodes: string[]): StrideDocument =>
  applyCommand(document, { type: 'setMode', nodes, mode });

const wires = ({ graph }: { graph: StrideDocument['graph'] }): readonly string[] =>
  Object.values(graph.edges)
    .map(({ source, target, port }) => `${source}>${target}:${port}`)
    .sort();

const codes = (document: StrideDocument) => analyze(document.graph).problems.map(({ code, nodeId }) => [code, nodeId]);

describe('a network without bypassed or muted layers', () => {
  it('is the very graph', () => {
    expect(effectiveGraph(block.graph)).toBe(block.graph);
    const edited = applyCommand(block, { type: 'setParams', node: 'a', params: { filters: 8 } });
    expect(effectiveGraph(edited.graph)).toBe(edited.graph);
    expect(effectiveGraph(withMode(withMode(block, 'mute', 'a'), null, 'a').graph)).toEqual(block.graph);
  });
});

describe('a bypassed layer', () => {
  it('gives on what it is given: no parameters, no work, the shape of its input', () => {
    const document = withMode(block, 'bypass', 'a');
    const before = analyze(block.graph);
    const analysis = analyze(document.graph);
    expect(analysis.problems).toEqual([]);
    expect(analysis.nodes.a).toMatchObject({
      idle: 'bypass',
      inputs: [[8, 8, 4]],
      output: { shape: [8, 8, 4] },
      parameters: { total: 0 },
      cost: { macs: { value: 0 }, otherOps: { value: 0 } },
    });
    // 3·3·4·4 + 4, and 8·8 times the multiplications of a window.
    expect(before.totals.parameters - analysis.totals.parameters).toBe(148);
    expect(before.totals.macs - analysis.totals.macs).toBe(8 * 8 * 144);
    expect(before.totals.activationBytes - analysis.totals.activationBytes).toBe(8 * 8 * 4 * 4);
    expect(analysis.totals.layers).toBe(8);
    expect(analysis.order).not.toContain('a');
  });

  it('is compiled and summed up as if it were not there, and comes back', () => {
    const document = withMode(block, 'bypass', 'a', 'flat');
    const without = applyCommands(block, [
      { type: 'bypass', node: 'a' },
      { type: 'bypass', node: 'flat' },
    ]);
    expect(compileNetwork(document)).toEqual(compileNetwork(without));
    expect(kerasLayers(document.graph, analyze(document.graph))).toEqual(
      kerasLayers(without.graph, analyze(without.graph)),
    );
    expect(inferencePeak(document.graph, analyze(document.graph))).toEqual(
      inferencePeak(without.graph, analyze(without.graph)),
    );
    expect(withMode(document, null, 'a', 'flat')).toEqual(block);
  });

  it('passes on the first of several inputs that has the shape of its output', () => {
    const resolved = resolveModes(withMode(block, 'bypass', 'scale').graph);
    expect(resolved.idle.get('scale')).toEqual({ reason: 'bypass', source: 'b', feeds: ['gate', 'b'] });
    expect(resolveModes(withMode(block, 'bypass', 'sum').graph).idle.get('sum')?.source).toBe('scale');
  });

  it('chooses anew when shapes upstream change', () => {
    const analyzer = createAnalyzer();
    const wide = documentOf([
      ['in', 'input', { shape: [8] }],
      ['a', 'dense', { units: 1 }, ['in']],
      ['b', 'dense', { units: 5 }, ['in']],
      ['product', 'multiply', {}, ['a', 'b']],
    ]);
    const bypassed = withMode(wide, 'bypass', 'product');
    expect(analyzer.analyze(bypassed.graph).nodes.product?.output?.shape).toEqual([5]);
    const swapped = applyCommands(bypassed, [
      { type: 'setParams', node: 'a', params: { units: 7 } },
      { type: 'setParams', node: 'b', params: { units: 1 } },
    ]);
    expect(analyzer.analyze(swapped.graph).nodes.product?.output?.shape).toEqual([7]);
  });

  it('passes through others that are bypassed', () => {
    const resolved = resolveModes(withMode(block, 'bypass', 'a', 'b').graph);
    expect(wires(resolved)).toEqual([
      'flat>end:0',
      'gate>scale:0',
      'in>pool:0',
      'in>scale:1',
      'in>sum:1',
      'pool>gate:0',
      'scale>sum:0',
      'sum>flat:0',
    ]);
  });

  it('at the end makes an output of what it passes on, even where that feeds other layers', () => {
    const branches = documentOf([
      ['in', 'input', { shape: [8, 8, 4] }],
      ['trunk', 'conv2d', { filters: 6 }, ['in']],
      ['x', 'conv2d', { filters: 2 }, ['trunk']],
      ['y', 'relu', {}, ['x']],
      ['head', 'flatten', {}, ['trunk']],
    ]);
    const outputs = (document: StrideDocument) => analyze(document.graph).outputIds;
    expect(outputs(branches)).toEqual(['y', 'head']);
    expect(outputs(withMode(branches, 'bypass', 'y'))).toEqual(['x', 'head']);
    const both = withMode(branches, 'bypass', 'x', 'y');
    expect(outputs(both)).toEqual(['trunk', 'head']);
    expect(outputs(withMode(both, 'mute', 'y'))).toEqual(['trunk', 'head']);
    // Muted, it lets nothing out.
    expect(outputs(withMode(branches, 'mute', 'x', 'y'))).toEqual(['head']);
    expect(outputs(withMode(both, 'bypass', 'trunk'))).toEqual(['head']);
    const compiled = compileNetwork(both);
    expect(compiled.ok && compiled.value.topology.config.output_layers.map(([name]) => name)).toEqual([
      'trunk',
      'head',
    ]);
  });

  it('at the end keeps what it passes on in memory to the end', () => {
    const forked = documentOf([
      ['in', 'input', { shape: [4] }],
      ['trunk', 'dense', { units: 3 }, ['in']],
      ['end', 'relu', {}, ['trunk']],
      ['a', 'dense', { units: 5 }, ['trunk']],
      ['b', 'dense', { units: 50 }, ['a']],
    ]);
    const { graph } = withMode(forked, 'bypass', 'end');
    expect(inferencePeak(graph, analyze(graph))).toEqual({
      bytes: 4 * (3 + 5 + 50),
      atId: 'b',
      aliveIds: ['trunk', 'a', 'b'],
    });
  });

  it('tells an analyzer that follows it when it comes to be the end', () => {
    const analyzer = createAnalyzer();
    const fork = documentOf([
      ['in', 'input', { shape: [4] }],
      ['a', 'dense', { units: 3 }, ['in']],
      ['b', 'dense', { units: 3 }, ['a']],
      ['c', 'dense', { units: 3 }, ['a']],
    ]);
    const bypassed = withMode(fork, 'bypass', 'b');
    expect(analyzer.analyze(fork.graph).outputIds).toEqual(['b', 'c']);
    expect(analyzer.analyze(bypassed.graph).outputIds).toEqual(['a', 'c']);
    const renamed = applyCommand(bypassed, { type: 'rename', node: 'b', name: 'other' });
    expect(analyzer.analyze(renamed.graph).outputIds).toEqual(['a', 'c']);
    expect(analyzer.analyze(withMode(renamed, null, 'b').graph).outputIds).toEqual(['b', 'c']);
  });

  it('may leave layers after it with shapes that do not fit: that says so, and how to mend it', () => {
    const halved = documentOf([
      ['in', 'input', { shape: [8, 8, 4] }],
      ['short', 'conv2d', { filters: 6, strides: [2, 2], padding: 'same' }, ['in']],
      ['main', 'conv2d', { filters: 6, strides: [2, 2], padding: 'same' }, ['in']],
      ['sum', 'add', {}, ['main', 'short']],
    ]);
    const document = withMode(halved, 'bypass', 'short');
    const analysis = analyze(document.graph);
    const [only, ...others] = analysis.problems;
    expect([only?.code, only?.nodeId, others.length]).toEqual(['shape.mismatch', 'sum', 0]);
    const titles = only && fixesFor(document, analysis, only).map(({ title }) => title);
    expect(titles?.[0]).toBe('Let short work again');
    expect(titles).toContain('Insert 1×1 Conv, 6 filters, stride 2');
  });

  it('hands its weights to the layer that used them', () => {
    const tied = applyCommand(
      documentOf([
        ['in', 'input', { shape: [8] }],
        ['a', 'dense', { units: 8 }, ['in']],
        ['b', 'dense', { units: 8 }, ['a']],
        ['c', 'dense', { units: 8 }, ['b']],
      ]),
      { type: 'share', node: 'c', owner: 'a' },
    );
    expect(analyze(tied.graph).totals.parameters).toBe(144);
    const document = withMode(tied, 'bypass', 'a');
    expect(analyze(document.graph).problems).toEqual([]);
    expect(analyze(document.graph).totals.parameters).toBe(144);
    expect(withMode(document, null, 'a')).toEqual(tied);
  });
});

describe('a muted layer', () => {
  it('lets nothing through: a merge goes on with the others', () => {
    const joined = documentOf([
      ['in', 'input', { shape: [4, 4, 1] }],
      ['a', 'conv2d', { filters: 2 }, ['in']],
      ['b', 'conv2d', { filters: 3 }, ['in']],
      ['c', 'conv2d', { filters: 5 }, ['in']],
      ['join', 'concatenate', {}, ['a', 'b', 'c']],
    ]);
    const document = withMode(joined, 'mute', 'b');
    expect(analyze(document.graph).nodes.join).toMatchObject({ output: { shape: [2, 2, 7] }, problems: [] });
    const compiled = compileNetwork(document);
    const layers = compiled.ok ? compiled.value.topology.config.layers : [];
    expect(layers.at(-1)?.inbound_nodes).toEqual([
      [
        ['a', 0, 0, {}],
        ['c', 0, 0, {}],
      ],
    ]);
    expect(analyze(document.graph).nodes.b).toMatchObject({ idle: 'mute', output: null, problems: [] });
  });

  it('makes of a merge with one input left a layer that passes it on', () => {
    const document = withMode(block, 'mute', 'scale');
    const analysis = analyze(document.graph);
    expect(analysis.problems).toEqual([]);
    expect(analysis.nodes.sum).toMatchObject({ idle: 'single', output: { shape: [8, 8, 4] } });
    expect(wires({ graph: effectiveGraph(document.graph) })).toContain('in>flat:0');
  });

  it('starves what cannot do without it, which says by whom', () => {
    const document = withMode(block, 'mute', 'flat');
    const analysis = analyze(document.graph);
    expect(analysis.problems.map(({ message, nodeId }) => [message, nodeId])).toEqual([
      ['end receives nothing: flat is muted.', 'end'],
    ]);
    expect(analysis.nodes.end?.problems).toEqual(analysis.problems);
    const compiled = compileNetwork(document);
    expect(compiled.ok ? [] : compiled.error.map(({ code }) => code)).toEqual(['mode.muted']);
    const [starving] = analysis.problems;
    const titles = starving && fixesFor(document, analysis, starving).map(({ title }) => title);
    expect(titles).toEqual(['Let flat work again', 'Bypass flat instead', 'Mute end too']);
  });

  it('offers to be bypassed where that leaves no problem', () => {
    const document = withMode(block, 'mute', 'a');
    const analysis = analyze(document.graph);
    const [starving] = analysis.problems;
    const titles = starving && fixesFor(document, analysis, starving).map(({ title }) => title);
    expect(titles?.slice(0, 2)).toEqual(['Let a work again', 'Bypass a instead']);
  });

  it('is to blame through layers that pass on what it does not give', () => {
    expect(codes(withMode(withMode(block, 'mute', 'a'), 'bypass', 'b'))).toEqual([['mode.nothing', 'pool']]);
  });

  it('starves a layer of several inputs though others come', () => {
    const attending = documentOf([
      ['in', 'input', { shape: [4, 8] }],
      ['q', 'dense', { units: 8 }, ['in']],
      ['k', 'dense', { units: 8 }, ['in']],
      ['attend', 'multiHeadAttention', {}, ['q', 'k']],
    ]);
    expect(codes(attending)).toEqual([]);
    expect(codes(withMode(attending, 'mute', 'q'))).toEqual([['mode.muted', 'attend']]);
  });

  it('says nothing of its own mistakes', () => {
    const wrong = applyCommand(withMode(block, 'mute', 'gate'), {
      type: 'setParams',
      node: 'gate',
      params: { filters: -1 },
    });
    expect(codes(wrong)).toEqual([]);
  });
});

describe('an analyzer that follows modes', () => {
  it('keeps what it knows of layers that a mode does not reach', () => {
    const analyzer = createAnalyzer();
    const before = analyzer.analyze(block.graph);
    const bypassed = withMode(block, 'bypass', 'gate');
    const after = analyzer.analyze(bypassed.graph);
    for (const id of ['in', 'a', 'b', 'pool', 'scale', 'sum', 'end']) expect(after.nodes[id]).toBe(before.nodes[id]);
    const moved = applyCommand(bypassed, { type: 'setParams', node: 'end', params: { units: 9 } });
    const edited = analyzer.analyze(moved.graph);
    expect(edited.nodes.end?.output?.shape).toEqual([9]);
    for (const id of ['in', 'gate', 'sum', 'flat']) expect(edited.nodes[id]).toBe(after.nodes[id]);
  });

  it('tells what a mode changes, the layer itself included', () => {
    const after = analyze(withMode(block, 'bypass', 'a').graph);
    const { nodes, totals } = compareAnalyses(analyze(block.graph), after);
    expect(nodes).toEqual([
      { id: 'a', kind: 'changed', before: [8, 8, 4], after: [8, 8, 4], parameters: [148, 0], macs: [9216, 0] },
    ]);
    const [was, is] = totals.parameters;
    expect(was - is).toBe(148);
  });
});

describe('files', () => {
  it('keep modes, and those without open as before', () => {
    const document = withMode(block, 'mute', 'a');
    expect(parseDocument(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, value: document });
    expect(parseDocument(JSON.parse(JSON.stringify(block)))).toEqual({ ok: true, value: block });
    const unknown = JSON.stringify(document).replace('"mute"', '"solo"');
    expect(parseDocument(JSON.parse(unknown))).toMatchObject({ ok: false, error: { path: 'graph.nodes.a.mode' } });
  });
});
