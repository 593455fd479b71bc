import { analyze } from '../../src/core/analysis/analyze.ts';
import { type SilhouetteBlock, silhouette } from '../../src/core/analysis/silhouette.ts';
import type { Totals } from '../../src/core/analysis/types.ts';
import type { Template } from '../../templates/template.ts';
import { type NetworkType, networkTypeOf } from './network-type.ts';

export interface TemplateFigures {
  readonly totals: Totals;
  readonly blocks: readonly SilhouetteBlock[];
  readonly network: NetworkType;
}

/** Builds and analyses a template: up to tenths of a second for the deepest, so not where a screen is drawn. */
export function figuresOf(template: Template): TemplateFigures {
  const document = template.build();
  const analysis = analyze(document.graph);
  return { totals: analysis.totals, blocks: silhouette(document, analysis), network: networkTypeOf(document.graph) };
}
