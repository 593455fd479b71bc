import type { Graph } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import { type Glyph, glyphOf } from './glyph.ts';

/** A window that convolutions of a network have, and how its block looks from far away. */
export interface WindowShape {
  /** Height × width, `1×7`; one number along one axis. */
  readonly name: string;
  readonly glyph: Glyph;
}

/** The windows of a network's convolutions, those of most layers first, at most `most`; then from small to large. */
export function windowShapes(graph: Graph, most: number): readonly WindowShape[] {
  const counts = new Map<string, { count: number; readonly glyph: Glyph }>();
  for (const node of Object.values(graph.nodes)) {
    if (layerOf(node.kind)?.doc.family !== 'convolution') continue;
    const { kernelSize } = node.params;
    const name = Array.isArray(kernelSize)
      ? kernelSize.join('×')
      : typeof kernelSize === 'number'
        ? `${kernelSize}`
        : '';
    if (name === '') continue;
    const known = counts.get(name);
    if (known) known.count++;
    else counts.set(name, { count: 1, glyph: glyphOf(node) });
  }
  const size = ({ width, height }: Glyph) => width * height;
  return [...counts]
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, most)
    .map(([name, { glyph }]) => ({ name, glyph }))
    .sort((a, b) => size(a.glyph) - size(b.glyph) || a.glyph.height - b.glyph.height);
}
