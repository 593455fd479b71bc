import type { Graph, Group, Note } from '../../src/core/document/schema.ts';
import { exchangedBetween } from '../../src/core/document/versions.ts';
import { glyphOf } from '../../src/core/figures/glyph.ts';
import type { App } from '../app.ts';
import type { Locale } from '../i18n/format.ts';
import { titleOf } from './node-facts.ts';
import { makeScene, type Scene } from './paint.ts';
import type { CanvasEdge, CanvasNode } from './projection.ts';
import { canvasOf } from './store.ts';

interface Key {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly layers: Graph['nodes'];
  readonly groups: Readonly<Record<string, Group>>;
  readonly notes: Readonly<Record<string, Note>>;
  readonly locale: Locale;
}

const readers = new WeakMap<App, () => Scene>();

/**
 * The scene of the document as it is now, made anew only when a node, a wire or a group changed its place or kind: once for
 * all that draw it.
 */
export function sceneReaderOf(app: App): () => Scene {
  const known = readers.get(app) ?? createSceneReader(app);
  readers.set(app, known);
  return known;
}

function createSceneReader(app: App): () => Scene {
  let last: Key | null = null;
  let scene: Scene = { blocks: [], wires: [], groups: [], notes: [] };
  return () => {
    const { document } = app.documents.getState();
    const { nodes, edges, moving, dragging } = canvasOf(app).store.getState();
    // Under the pointer everything counts: the drawing follows when the layer is let go.
    if (dragging && last) return scene;
    const key: Key = {
      nodes,
      edges,
      layers: document.graph.nodes,
      groups: document.groups,
      notes: document.notes,
      locale: app.ui.getState().locale,
    };
    if (!last || !sameScene(last, key)) scene = makeScene(document, moving, (node) => titleOf(node, key.locale));
    last = key;
    return scene;
  };
}

const sameScene = (a: Key, b: Key): boolean =>
  a.nodes === b.nodes &&
  a.edges === b.edges &&
  a.groups === b.groups &&
  a.notes === b.notes &&
  a.locale === b.locale &&
  sameBlocks(a.layers, b.layers);

/** Whether it is known, without looking at every layer, that all are drawn as they were: the glyph follows the window. */
function sameBlocks(before: Graph['nodes'], now: Graph['nodes']): boolean {
  const exchanged = exchangedBetween(before, now);
  if (exchanged === null) return false;
  for (const id of exchanged) {
    const [was, is] = [before[id], now[id]];
    if (!was || !is || was.kind !== is.kind || was.mode !== is.mode || was.params.className !== is.params.className)
      return false;
    const [a, b] = [glyphOf(was), glyphOf(is)];
    if (a.width !== b.width || a.height !== b.height || a.end !== b.end) return false;
  }
  return true;
}
