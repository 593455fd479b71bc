import { type SilhouetteBlock, silhouette } from '../../../src/core/analysis/silhouette.ts';
import type { Analysis } from '../../../src/core/analysis/types.ts';
import { bestAccuracy, bestRun, type RunRecord } from '../../../src/core/document/runs.ts';
import type { StrideDocument } from '../../../src/core/document/schema.ts';
import type { RecentSummary } from '../../../src/host/host.ts';

/** What the start screen shows of a project without opening it. */
export function summarise(
  document: StrideDocument,
  analysis: Analysis,
  runs: readonly RunRecord[],
  picture: Picture = silhouette,
): RecentSummary {
  const best = bestRun(runs);
  return {
    layers: analysis.totals.layers,
    parameters: analysis.totals.parameters,
    errors: analysis.problems.filter(({ severity }) => severity === 'error').length,
    accuracy: best && (best.evaluation?.accuracy ?? bestAccuracy(best)),
    trained: runs.some(({ epochs }) => epochs.length > 0),
    silhouette: picture(document, analysis),
  };
}

type Picture = (document: StrideDocument, analysis: Analysis) => SilhouetteBlock[];

/** Layers above which drawing the picture for every draft would be felt. */
const large = 2_000;

/** Pictures for drafts: that of a large network stays until its wires are others, which is seen at least at this size. */
export function createDraftPicture(): Picture {
  const drawn = new WeakMap<StrideDocument['graph']['edges'], SilhouetteBlock[]>();
  return (document, analysis) => {
    const { edges } = document.graph;
    const known = analysis.totals.layers > large ? drawn.get(edges) : undefined;
    const picture = known ?? silhouette(document, analysis);
    drawn.set(edges, picture);
    return picture;
  };
}
