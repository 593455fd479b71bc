import { createStore } from 'zustand/vanilla';
import { createAnalyzer } from '../../src/core/analysis/analyze.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import type { DocumentStore } from './document.ts';

export interface AnalysisState {
  readonly analysis: Analysis;
}

/** Follows the document's graph; a node whose figures did not change keeps its object, so selectors by id do not fire. */
export function createAnalysisStore(documents: DocumentStore) {
  const analyzer = createAnalyzer();
  const store = createStore<AnalysisState>(() => ({ analysis: analyzer.analyze(documents.getState().document.graph) }));
  documents.subscribe((state, previous) => {
    if (state.document.graph === previous.document.graph) return;
    store.setState({ analysis: analyzer.analyze(state.document.graph) });
  });
  return store;
}

export type AnalysisStore = ReturnType<typeof createAnalysisStore>;
