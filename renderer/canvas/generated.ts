import { type Block, makeBlock } from '../../src/core/document/block.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import type { App } from '../app.ts';
import { lastLayer } from './edit-actions.ts';
import { bottomOf } from './geometry.ts';
import { addBlock, startNetwork } from './insert-actions.ts';

/** A generated network without its input: what can go after a layer of another network. */
export function generatedBlock(document: StrideDocument): Block | null {
  const layers = Object.values(document.graph.nodes).filter(({ kind }) => layerOf(kind)?.arity.max !== 0);
  return makeBlock(
    document,
    layers.map(({ id }) => id),
    { name: document.name },
  );
}

/** The image that a chain would be fed with there; `null` where it is none, or not known. */
export function imageBefore(app: App): readonly [number, number, number] | null {
  const last = lastLayer(app);
  const after = last === null ? null : bottomOf(app.documents.getState().document, last);
  const [height, width, channels, ...more] = app.analyses.getState().analysis.node(after ?? '')?.output?.shape ?? [];
  if (height === undefined || width === undefined || channels === undefined || more.length > 0) return null;
  return [height, width, channels];
}

/** Its layers after the selected one, else at the network's end; all of it where nothing is there yet. */
export function addGenerated(app: App, document: StrideDocument): void {
  const empty = Object.keys(app.documents.getState().document.graph.nodes).length === 0;
  const block = empty
    ? makeBlock(document, Object.keys(document.graph.nodes), { name: document.name })
    : generatedBlock(document);
  if (block) (empty ? startNetwork : addBlock)(app, block);
}
