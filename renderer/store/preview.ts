import { createStore } from 'zustand/vanilla';
import type { NodeChange, Preview } from '../../src/core/analysis/preview.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { Command } from '../../src/core/document/commands.ts';
import type { Edge, Graph, LayerNode } from '../../src/core/document/schema.ts';
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

/** Wires that a change would make and unmake; one that would lead elsewhere is in both. */
export interface WirePreview {
  readonly made: readonly Edge[];
  /** By id: a wire asks for its own. */
  readonly unmade: ReadonlySet<string>;
}

export interface PreviewState {
  readonly preview: Preview | null;
  readonly kind: PreviewKind;
  /** What it is a preview of, in the user's language, where that is not what the pointer holds: "Preview of fix 1". */
  readonly title: string | null;
  /** Layers that would change, if only in what they are set to, by id: a node subscribes to its own, so that only these render. */
  readonly nodes: ReadonlyMap<string, NodePreview>;
  readonly wires: WirePreview;
}

const none: ReadonlyMap<string, NodePreview> = new Map();
const sameWires: WirePreview = { made: [], unmade: new Set() };
const nothing: PreviewState = { preview: null, kind: 'offer', title: null, nodes: none, wires: sameWires };

/**
 * What the change under the pointer would do, before it is committed. The document stays as it is, so there is nothing to
 * undo; any change of the document ends the preview.
 */
export function createPreviewStore(documents: DocumentStore, analyses: AnalysisStore) {
  const store = createStore<PreviewState>(() => nothing);
  let trying: PreviewKind | null = null;
  const clear = () => {
    if (store.getState().preview) store.setState(nothing);
  };
  documents.subscribe((state, before) => {
    if (state.document !== before.document) clear();
  });
  return {
    ...store,
    clear,
    show(commands: readonly Command[], kind: PreviewKind = trying ?? 'offer', title: string | null = null) {
      const before = documents.getState().document;
      const preview = analyses.preview(before, commands);
      const entries = [...preview.nodes, ...preview.settings].map((change) => {
        const { document, analysis } = preview;
        return [change.id, { change, node: document.graph.nodes[change.id], after: analysis.node(change.id) }] as const;
      });
      const wires = wiresBetween(before.graph, preview.document.graph);
      store.setState({ preview, kind, title, nodes: entries.length === 0 ? none : new Map(entries), wires });
    },
    /** A field is being dragged, or one of its choices is pointed at: its changes are shown and not made, until `end`. */
    start(kind: PreviewKind = 'drag') {
      trying = kind;
    },
    end() {
      trying = null;
      clear();
    },
    /** Whether changes are to be shown instead of made. */
    isTrying: () => trying !== null,
  };
}

export type PreviewStore = ReturnType<typeof createPreviewStore>;

function wiresBetween(before: Graph, after: Graph): WirePreview {
  if (before.edges === after.edges) return sameWires;
  const leads = (from: Graph, { id, source, target }: Edge) => {
    const same = from.edges[id];
    return same?.source === source && same.target === target;
  };
  const made = Object.values(after.edges).filter((edge) => !leads(before, edge));
  const unmade = Object.values(before.edges).filter((edge) => !leads(after, edge));
  return made.length + unmade.length === 0 ? sameWires : { made, unmade: new Set(unmade.map(({ id }) => id)) };
}
