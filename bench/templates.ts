import { analyze } from '../src/core/analysis/analyze.ts';
import { silhouette } from '../src/core/analysis/silhouette.ts';
import { layoutNetwork } from '../src/core/build/layout.ts';
import { compileNetwork } from '../src/core/compile/compile.ts';
import { templates } from '../templates/index.ts';
import { type BenchRow, median } from './bench.ts';

export const name = 'Templates, ms';

/** What a click on a template costs before anything is drawn. */
export const run = (): readonly BenchRow[] =>
  templates.map((template) => {
    const document = template.build();
    const analysis = analyze(document.graph);
    return {
      template: template.id,
      layers: analysis.totals.layers,
      build: median(() => template.build()),
      layout: median(() => layoutNetwork(document.graph, document.groups)),
      silhouette: median(() => silhouette(document, analysis)),
      compile: median(() => compileNetwork(document, document.name, analysis)),
    };
  });
