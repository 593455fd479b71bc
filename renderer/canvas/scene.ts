import type { Group } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import type { Locale } from '../i18n/format.ts';
import { titleOf } from './node-facts.ts';
import { makeScene, type Scene } from './paint.ts';
import type { CanvasEdge, CanvasNode } from './projection.ts';
import { canvasOf } from './store.ts';

interface Key {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly groups: Readonly<Record<string, Group>>;
  readonly locale: Locale;
}

/** The scene of the document as it is now, made anew only when a node, a wire or a group changed its place or kind. */
export function createSceneReader(app: App): () => Scene {
  let last: Key | null = null;
  let scene: Scene = { blocks: [], wires: [], groups: [] };
  return () => {
    const { document } = app.documents.getState();
    const { nodes, edges, moving, dragging } = canvasOf(app).store.getState();
    // Under the pointer everything counts: the drawing follows when the layer is let go.
    if (dragging && last) return scene;
    const key: Key = { nodes, edges, groups: document.groups, locale: app.ui.getState().locale };
    const same =
      last?.nodes === nodes && last.edges === edges && last.groups === key.groups && last.locale === key.locale;
    if (!same) scene = makeScene(document, moving, (node) => titleOf(node, key.locale));
    last = key;
    return scene;
  };
}
