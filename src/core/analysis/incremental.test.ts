import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../document/commands.ts';
import { emptyDocument } from '../document/schema.ts';
import { anyCommand } from '../document/testing/arbitrary.ts';
import { analyze, createAnalyzer } from './analyze.ts';
import { documentOf } from './testing/graph.ts';
import type { Analysis } from './types.ts';

/** Everything as plain data, formulas included. */
const plain = (analysis: Analysis): unknown => JSON.parse(JSON.stringify(analysis));

/** Written down from its end, so that the order of the analysis is not that of the document. */
const network = documentOf([
  ['dense', 'dense', { units: 3 }, ['flatten']],
  ['flatten', 'flatten', {}, ['pool']],
  ['pool', 'maxPooling2d', { poolSize: [2, 2] }, ['relu']],
  ['relu', 'relu', {}, ['conv2d']],
  ['conv2d', 'conv2d', { filters: 8, kernelSize: [3, 3] }, ['input']],
  ['input', 'input', { shape: [12, 12, 1] }],
]);

describe('an analyzer that follows a document', () => {
  it('says after any commands what a fresh analysis says', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const analyzer = createAnalyzer();
        let document = emptyDocument('random');
        for (const command of commands) {
          document = applyCommand(document, command);
          expect(plain(analyzer.analyze(document.graph))).toEqual(plain(analyze(document.graph)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says so too where it jumps between versions, as undo and redo do', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 20 }), (commands, jumps) => {
        const analyzer = createAnalyzer();
        const versions = [emptyDocument('random')];
        for (const command of commands)
          versions.push(applyCommand(versions.at(-1) ?? emptyDocument('random'), command));
        for (const jump of jumps) {
          const graph = versions[jump % versions.length]?.graph;
          if (graph) expect(plain(analyzer.analyze(graph))).toEqual(plain(analyze(graph)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps figures and problems of a network of layers with weights in step, edit by edit', () => {
    const edit = fc.record({
      node: fc.constantFrom('conv2d', 'dense', 'pool'),
      field: fc.constantFrom('filters', 'units', 'poolSize'),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(edit, fc.integer({ min: -1, max: 40 })), { maxLength: 12 }), (edits) => {
        const analyzer = createAnalyzer();
        let document = network;
        analyzer.analyze(document.graph);
        for (const [{ node, field }, value] of edits) {
          const params = { [field]: field === 'poolSize' ? [value, value] : value };
          document = applyCommand(document, { type: 'setParams', node, params });
          expect(plain(analyzer.analyze(document.graph))).toEqual(plain(analyze(document.graph)));
        }
      }),
    );
  });

  it('finds one node by its id', () => {
    const { graph } = network;
    const analysis = analyze(graph);
    for (const id in graph.nodes) expect(analysis.node(id)).toBe(analysis.nodes[id]);
    expect(analysis.node('conv2d')?.parameters.total).toBe(80);
    expect(analysis.node('nobody')).toBeUndefined();
  });

  it('keeps the whole analysis where the graph did not change', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => {
        const analyzer = createAnalyzer();
        const document = commands.reduce((done, command) => applyCommand(done, command), emptyDocument('random'));
        const before = analyzer.analyze(document.graph);
        const moved = applyCommand(document, { type: 'move', positions: { a: { x: 1, y: 2 } } });
        expect(analyzer.analyze(moved.graph)).toBe(before);
        expect(analyzer.analyze({ ...document.graph, nodes: { ...document.graph.nodes } })).toBe(before);
      }),
    );
  });
});
