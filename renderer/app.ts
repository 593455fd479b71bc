import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { NodeAnalysis } from '../src/core/analysis/types.ts';
import type { LayerNode } from '../src/core/document/schema.ts';
import type { Engine } from '../src/engine/protocol.ts';
import type { Host, HostAbout } from '../src/host/host.ts';
import type { Commands } from './shell/commands.ts';
import type { Dialogs } from './shell/dialogs.ts';
import type { Notify } from './shell/projects/options.ts';
import type { Projects } from './shell/projects/projects.ts';
import type { GalleryFigures } from './start/gallery-figures.ts';
import type { AnalysisState, AnalysisStore } from './store/analysis.ts';
import type { DataState, DataStore } from './store/data.ts';
import type { DocumentState, DocumentStore } from './store/document.ts';
import type { OriginsStore } from './store/origins.ts';
import type { PreviewState, PreviewStore } from './store/preview.ts';
import type { RunsState, RunsStore } from './store/runs.ts';
import type { SessionState, SessionStore } from './store/session.ts';
import type { UiState, UiStore } from './store/ui.ts';
import type { TrainingController } from './training/controller.ts';

/** What the composition root makes once and every component reaches through `useApp`. */
export interface App {
  readonly host: Host;
  readonly about: HostAbout;
  readonly engine: Engine;
  readonly documents: DocumentStore;
  readonly analyses: AnalysisStore;
  readonly previews: PreviewStore;
  readonly ui: UiStore;
  readonly data: DataStore;
  readonly session: SessionStore;
  readonly runs: RunsStore;
  readonly origins: OriginsStore;
  /** There from when the editor is shown: the start screen does not wait for it. */
  readonly training: TrainingController;
  readonly loadTraining: () => Promise<TrainingController>;
  readonly dialogs: Dialogs;
  readonly projects: Projects;
  readonly commands: Commands;
  readonly gallery: GalleryFigures;
  readonly notify: Notify;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp is called outside AppContext');
  return app;
}

/* Selectors: always a slice, never a whole store. */
export const useDocument = <T>(select: (state: DocumentState) => T): T => useStore(useApp().documents, select);
export const useAnalysis = <T>(select: (state: AnalysisState) => T): T => useStore(useApp().analyses, select);
export const usePreview = <T>(select: (state: PreviewState) => T): T => useStore(useApp().previews, select);
export const useUi = <T>(select: (state: UiState) => T): T => useStore(useApp().ui, select);
export const useData = <T>(select: (state: DataState) => T): T => useStore(useApp().data, select);
export const useSession = <T>(select: (state: SessionState) => T): T => useStore(useApp().session, select);
export const useRuns = <T>(select: (state: RunsState) => T): T => useStore(useApp().runs, select);

export const useWeightOrigin = (id: string) => useStore(useApp().origins, ({ of }) => of.get(id));
export const useLayerNode = (id: string): LayerNode | undefined => useDocument((s) => s.document.graph.nodes[id]);
export const useNodeAnalysis = (id: string): NodeAnalysis | undefined => useAnalysis((s) => s.analysis.node(id));
