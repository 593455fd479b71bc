import { createStore } from 'zustand/vanilla';
import { createAnalyzer } from '../../src/core/analysis/analyze.ts';
import { type Preview, previewCommands } from '../../src/core/analysis/preview.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import type { Command } from '../../src/core/document/commands.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
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
  return {
    ...store,
    /** What commands would make of the document that is followed; computes only what they reach. */
    preview: (document: StrideDocument, commands: readonly Command[]): Preview =>
      previewCommands(document, commands, analyzer),
  };
}

export type AnalysisStore = ReturnType<typeof createAnalysisStore>;
