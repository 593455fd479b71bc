import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Position } from '../../src/core/document/schema.ts';
import { type App, useApp } from '../app.ts';
import type { Guide } from './guides.ts';

/** A bend of a wire by its place among those that are seen. */
export interface BendPlace {
  readonly edge: string;
  readonly index: number;
}

/** What is going on with wires and places, apart from the canvas's own state: a bend under the pointer renders its wire alone. */
export interface WireState {
  /** The wire whose bend is under the pointer, with its bends as they would be. */
  readonly bending: { readonly edge: string; readonly via: readonly Position[] } | null;
  /** The bend that arrow keys move and Delete takes away. */
  readonly bend: BendPlace | null;
  /** Where what is dragged lines up with others. */
  readonly guides: readonly Guide[];
  /** The layer whose wires are being made or cut in the list. */
  readonly connecting: { readonly node: string; readonly mode: 'connect' | 'disconnect' } | null;
  /** The layer among whose wires the keyboard walks. */
  readonly walkFrom: string | null;
}

const stores = new WeakMap<App, StoreApi<WireState>>();

export function wiresOf(app: App): StoreApi<WireState> {
  const known = stores.get(app);
  if (known) return known;
  const store = createStore<WireState>(() => ({
    bending: null,
    bend: null,
    guides: [],
    connecting: null,
    walkFrom: null,
  }));
  // A bend is selected as long as its wire is, and is there.
  const follow = () => {
    const { bend } = store.getState();
    if (bend && !isThere(app, bend)) store.setState({ bend: null });
  };
  app.ui.subscribe((state, before) => state.selectedEdges !== before.selectedEdges && follow());
  app.documents.subscribe((state, before) => state.document.graph !== before.document.graph && follow());
  stores.set(app, store);
  return store;
}

function isThere(app: App, { edge, index }: BendPlace): boolean {
  const { via = [] } = app.documents.getState().document.graph.edges[edge] ?? {};
  return index < via.length && app.ui.getState().selectedEdges.has(edge);
}

export const useWires = <T>(select: (state: WireState) => T): T => useStore(wiresOf(useApp()), select);
