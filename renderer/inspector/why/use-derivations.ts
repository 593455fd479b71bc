import { useMemo } from 'react';
import type { Derivation, DerivationCode } from '../../../src/core/analysis/derivations/derivation.ts';
import { derivations } from '../../../src/core/analysis/explain.ts';
import { useAnalysis, useDocument } from '../../app.ts';

/** How the figures of a layer, a group or (`null`) the network came about. */
export function useDerivations(id: string | null): readonly Derivation[] {
  const document = useDocument((s) => s.document);
  const analysis = useAnalysis((s) => s.analysis);
  return useMemo(() => derivations(id, { document, analysis }), [id, document, analysis]);
}

export const derivationsOf = (all: readonly Derivation[], ...codes: readonly DerivationCode[]): readonly Derivation[] =>
  all.filter(({ code }) => codes.includes(code));
