import { useMemo } from 'react';
import { analyze } from '../../../src/core/analysis/analyze.ts';
import { type DocumentDiff, diffDocuments } from '../../../src/core/document/diff/diff.ts';
import { type Difference, listDifferences } from '../../../src/core/document/diff/differences.ts';
import { useAnalysis, useDocument } from '../../app.ts';
import type { Compared } from './compared.ts';
import type { Networks } from './sides.ts';

export interface Comparison {
  readonly networks: Networks;
  readonly diff: DocumentDiff;
  readonly list: readonly Difference[];
}

/** The other network before, the one that it is compared with after, which is on the canvas unless it says otherwise; the other way round when `swapped`. */
export function useComparison(compared: Compared, swapped: boolean): Comparison {
  const present = useDocument((s) => s.document);
  const presentAnalysis = useAnalysis((s) => s.analysis);
  const { document: other, against } = compared;
  const otherAnalysis = useMemo(() => analyze(other.graph), [other]);
  const second = useMemo(() => against && { ...against, analysis: analyze(against.document.graph) }, [against]);
  return useMemo(() => {
    const now = second ?? ({ document: present, analysis: presentAnalysis, origin: { kind: 'now' } } as const);
    const then = { document: other, analysis: otherAnalysis, origin: compared.origin };
    const [left, right] = swapped ? [now, then] : [then, now];
    const diff = diffDocuments(left.document, right.document, left.analysis, right.analysis);
    const list = listDifferences(left.document, right.document, diff, left.analysis, right.analysis);
    return { networks: { left, right }, diff, list };
  }, [present, presentAnalysis, other, otherAnalysis, second, compared.origin, swapped]);
}
