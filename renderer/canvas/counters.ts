/** How often each node and edge was rendered, by id. */
export interface RenderCounts {
  readonly nodes: Record<string, number>;
  readonly edges: Record<string, number>;
}

declare global {
  interface Window {
    /** Only with `?counters=1` in the address. */
    __strideRenders?: RenderCounts;
  }
}

/** Counts a render where the address asks for it, so that a test can hold the canvas to what CANVAS.md promises. */
export function countRender(kind: 'nodes' | 'edges', id: string): void {
  if (!counting) return;
  window.__strideRenders ??= { nodes: {}, edges: {} };
  const counts = window.__strideRenders[kind];
  counts[id] = (counts[id] ?? 0) + 1;
}

const counting = typeof location !== 'undefined' && new URLSearchParams(location.search).has('counters');
