import { createStore } from 'zustand/vanilla';
import type { NodeChange, Preview } from '../../src/core/analysis/preview.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { Command } from '../../src/core/document/commands.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import type { AnalysisStore } from './analysis.ts';
import type { DocumentStore } from './document.ts';

/** What a change would make of one layer. */
export interface NodePreview {
  readonly change: NodeChange;
  /** The layer and its figures then; `undefined` where it would be gone. */
  readonly node: LayerNode | undefined;
  readonly after: NodeAnalysis | undefined;
}

/** What would end the preview: letting go of a drag commits, leaving a button does not. */
export type PreviewKind = 'drag' | 'offer';

export interface PreviewState {
  readonly preview: Preview | null;
  readonly kind: PreviewKind;
  /** Layers that would change, by id: a node subscribes to its own, so that only these render. */
  readonly nodes: ReadonlyMap<string, NodePreview>;
}

const none: ReadonlyMap<string, NodePreview> = new Map();
const nothing: PreviewState = { preview: null, kind: 'offer', nodes: none };

/**
 * What the change under the pointer would do, before it is committed. The document stays as it is, so there is nothing to
 * undo; any change of the document ends the preview.
 */
export function createPreviewStore(documents: DocumentStore, analyses: AnalysisStore) {
  const store = createStore<PreviewState>(() => nothing);
  let dragging = false;
  const clear = () => {
    if (store.getState().preview) store.setState(nothing);
  };
  documents.subscribe((state, before) => {
    if (state.document !== before.document) clear();
  });
  return {
    ...store,
    clear,
    show(commands: readonly Command[], kind: PreviewKind = 'offer') {
      const preview = analyses.preview(documents.getState().document, commands);
      const entries = preview.nodes.map((change) => {
        const { document, analysis } = preview;
        return [
          change.id,
          { change, node: document.graph.nodes[change.id], after: analysis.nodes[change.id] },
        ] as const;
      });
      store.setState({ preview, kind, nodes: entries.length === 0 ? none : new Map(entries) });
    },
    /** A field is being dragged: its changes are shown and not made, until `end`. */
    start() {
      dragging = true;
    },
    end() {
      dragging = false;
      clear();
    },
    /** Whether changes are to be shown instead of made. */
    isDragging: () => dragging,
  };
}

export type PreviewStore = ReturnType<typeof createPreviewStore>;
