import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../document/commands.ts';
import { emptyDocument } from '../document/schema.ts';
import { anyCommand } from '../document/testing/arbitrary.ts';
import { analyze, createAnalyzer } from './analyze.ts';
import type { Analysis } from './types.ts';

/** Everything as plain data, formulas included. */
const plain = (analysis: Analysis): unknown => JSON.parse(JSON.stringify(analysis));

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
