import { analyze, createAnalyzer } from '../src/core/analysis/analyze.ts';
import { chainOf, setParams } from '../src/core/analysis/testing/graph.ts';
import { type BenchRow, median } from './bench.ts';

export const name = 'Analysis, ms';

export const run = (): readonly BenchRow[] =>
  [311, 3000].map((size) => {
    const graph = chainOf(size);
    const full = median(() => analyze(graph));
    const analyzer = createAnalyzer();
    analyzer.analyze(graph);
    const edited = setParams(graph, 'n1', { filters: 8 });
    return {
      nodes: size,
      full,
      edit: median((i) => analyzer.analyze(i % 2 ? edited : graph)),
      // A new graph whose params are all old: what opening, undo and wiring cost.
      'same params, new wires': median((i) =>
        analyzer.analyze({ nodes: graph.nodes, edges: i % 2 ? { ...graph.edges } : graph.edges }),
      ),
    };
  });
