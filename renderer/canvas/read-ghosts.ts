import type { Preview } from '../../src/core/analysis/preview.ts';
import type { App } from '../app.ts';
import { coveredByFixes } from './fix-place.ts';
import { type Ghosts, placeGhosts } from './ghosts.ts';
import { canvasOf } from './store.ts';

export const noGhosts: Ghosts = { nodes: [], wires: [] };

/** What the change under the pointer would add; placed once a preview, so that nothing wanders while the canvas moves. */
export function createGhostReader(app: App): () => Ghosts {
  let last: Preview | null = null;
  let ghosts = noGhosts;
  return () => {
    const { preview } = app.previews.getState();
    if (preview !== last) ghosts = ghostsOf(app);
    last = preview;
    return ghosts;
  };
}

/** Beside the edges of the canvas float its tools; px on the screen. */
const edges = { top: 72, side: 12, bottom: 110 } as const;

function ghostsOf(app: App): Ghosts {
  const { preview, wires } = app.previews.getState();
  if (!preview) return noGhosts;
  const { viewport, size } = canvasOf(app).store.getState();
  const fixes = coveredByFixes(app);
  return placeGhosts({
    before: app.documents.getState().document,
    after: preview.document,
    order: preview.analysis.order,
    made: wires.made,
    covered: fixes ? [fixes] : [],
    view: {
      x: (edges.side - viewport.x) / viewport.zoom,
      y: (edges.top - viewport.y) / viewport.zoom,
      width: (size.width - 2 * edges.side) / viewport.zoom,
      height: (size.height - edges.top - edges.bottom) / viewport.zoom,
    },
  });
}
