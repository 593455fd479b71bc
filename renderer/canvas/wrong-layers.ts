import type { Analysis } from '../../src/core/analysis/types.ts';

const known = new WeakMap<Analysis, ReadonlySet<string>>();

/** Layers that have an error; looked up once an analysis, not once a layer and frame. */
export function wrongLayers(analysis: Analysis): ReadonlySet<string> {
  const seen = known.get(analysis);
  if (seen) return seen;
  const wrong = new Set<string>();
  for (const { severity, nodeId } of analysis.problems)
    if (severity === 'error' && nodeId !== undefined) wrong.add(nodeId);
  known.set(analysis, wrong);
  return wrong;
}
