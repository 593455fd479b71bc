import { silhouette } from '../../../src/core/analysis/silhouette.ts';
import type { Analysis } from '../../../src/core/analysis/types.ts';
import { bestAccuracy, bestRun, type RunRecord } from '../../../src/core/document/runs.ts';
import type { StrideDocument } from '../../../src/core/document/schema.ts';
import type { RecentSummary } from '../../../src/host/host.ts';

/** What the start screen shows of a project without opening it. */
export function summarise(document: StrideDocument, analysis: Analysis, runs: readonly RunRecord[]): RecentSummary {
  const best = bestRun(runs);
  return {
    layers: analysis.totals.layers,
    parameters: analysis.totals.parameters,
    errors: analysis.problems.filter(({ severity }) => severity === 'error').length,
    accuracy: best && (best.evaluation?.accuracy ?? bestAccuracy(best)),
    silhouette: silhouette(document, analysis),
  };
}
