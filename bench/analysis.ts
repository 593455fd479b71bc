import { analyze, createAnalyzer } from '../src/core/analysis/analyze.ts';
import { chainOf, setParams } from '../src/core/analysis/testing/graph.ts';

/** Median milliseconds of `run`, after a warm-up. */
function median(run: (i: number) => void, rounds = 60): number {
  for (let i = 0; i < rounds; i++) run(i);
  const times = Array.from({ length: rounds }, (_, i) => {
    const start = performance.now();
    run(i);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(rounds / 2)] ?? Number.NaN;
}

for (const size of [311, 3000]) {
  const graph = chainOf(size);
  const full = median(() => analyze(graph));
  const analyzer = createAnalyzer();
  analyzer.analyze(graph);
  const edited = setParams(graph, 'n1', { filters: 8 });
  const edit = median((i) => analyzer.analyze(i % 2 ? edited : graph));
  // A new graph whose params are all old: what opening, undo and wiring cost.
  const rewired = median((i) =>
    analyzer.analyze({ nodes: graph.nodes, edges: i % 2 ? { ...graph.edges } : graph.edges }),
  );
  console.log(
    `analysis, ${size} nodes: full ${full.toFixed(2)} ms · edit ${edit.toFixed(2)} ms · same params, new wires ${rewired.toFixed(2)} ms`,
  );
}
