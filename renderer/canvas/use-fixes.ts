import { useMemo } from 'react';
import { fixesFor } from '../../src/core/analysis/fixes/fixes.ts';
import type { Fix, Problem } from '../../src/core/problems/problem.ts';
import { useAnalysis, useApp } from '../app.ts';

/** Changes that mend a problem of the document as it is now. Each was tried, so this is for what is on the screen. */
export function useFixes(problem: Problem): readonly Fix[] {
  const app = useApp();
  const analysis = useAnalysis((s) => s.analysis);
  return useMemo(() => fixesFor(app.documents.getState().document, analysis, problem), [app, analysis, problem]);
}
