import i18next from 'i18next';
import { withBends } from '../../src/core/document/bends.ts';
import type { Block } from '../../src/core/document/block.ts';
import { applyCommands, type Command } from '../../src/core/document/commands.ts';
import { type Inserted, insertBlock, insertBlockOnEdge } from '../../src/core/document/insert-block.ts';
import type { Edge, Position, StrideDocument } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { lastLayer, select } from './edit-actions.ts';
import { bottomOf, freeRect, groupFrames, type Rect, rectOf, snapped } from './geometry.ts';
import { roomForGroup } from './group-room.ts';
import { canvasOf } from './store.ts';
import { fitNetwork, reveal } from './view-actions.ts';
import { makeRoom } from './wire-place.ts';

/* Blocks and patterns into the network: each is one undo step. */

/** After the selected layer, else at the network's end; with neither in the middle of the view. */
export function addBlock(app: App, block: Block, after = feederOf(app, block)): void {
  put(app, block, placeAfter(app, block, after));
}

/** At a place of the canvas, on its own or fed by `from`. */
export function addBlockAt(app: App, block: Block, at: Position, from: string | null = null): void {
  put(app, block, settled(app, block, block.entries.length > 0 ? from : null, at));
}

/** On a wire, where the block can go there (`goesBetween`); what comes after it moves down to make room. */
export function addBlockOnEdge(app: App, block: Block, edge: string): void {
  const made = placeOnEdge(app.documents.getState().document, block, edge);
  if (made) put(app, block, made);
}

/** A network to start from, with no group around it. */
export function startNetwork(app: App, block: Block): void {
  const { commands } = placeAfter(app, block, null);
  const label = i18next.t('define:undo.addPattern', { name: block.name });
  app.documents.dispatch(label, ...commands.map((one) => (one.type === 'add' ? { ...one, groups: [] } : one)));
  fitNetwork(app);
  select(app, []);
}

/** What `addBlock` would do, to be shown before it is done. */
export const blockCommands = (app: App, block: Block): readonly Command[] =>
  placeAfter(app, block, feederOf(app, block)).commands;

/** The layer that a block would be added after. */
export const feederOf = (app: App, { entries }: Block): string | null => {
  const last = entries.length > 0 ? lastLayer(app) : null;
  return last === null ? null : bottomOf(app.documents.getState().document, last);
};

function put(app: App, block: Block, { commands, ids }: Inserted): void {
  app.documents.dispatch(i18next.t('define:undo.addPattern', { name: block.name }), ...commands);
  const exit = block.fragment.nodes.findIndex(({ id }) => id === block.exits.at(-1));
  const last = ids[exit] ?? ids.at(-1);
  if (last === undefined) return;
  // The next one that is added comes after this one.
  select(app, [last]);
  reveal(app, last);
}

const gapDown = 28;

function placeAfter(app: App, block: Block, after: string | null): Inserted {
  const { document } = app.documents.getState();
  const above = after === null ? null : rectOf(document, after);
  if (above) return settled(app, block, after, { x: above.x, y: above.y + above.height + gapDown });
  const { viewport, size } = canvasOf(app).store.getState();
  return settled(app, block, after, {
    x: (size.width / 2 - viewport.x) / viewport.zoom - 90,
    y: (80 - viewport.y) / viewport.zoom,
  });
}

/** Near `wanted`, where its frame covers no other: the layer that the data enters by is put in the column of `wanted`. */
function settled(app: App, block: Block, after: string | null, wanted: Position): Inserted {
  const { document } = app.documents.getState();
  const { frame, entry } = sizeOf(document, block);
  const framed = { ...frame, x: wanted.x - entry.x + frame.x, y: wanted.y };
  const free = freeRect(document, framed);
  return insertBlock(document, block, { at: snapped({ x: free.x - frame.x, y: free.y - frame.y }), after });
}

/** A block's frame where its corner is at 0, and the place of the layer that the data enters by. */
function sizeOf(document: StrideDocument, block: Block): { readonly frame: Rect; readonly entry: Position } {
  const made = insertBlock(document, block, { at: { x: 0, y: 0 }, after: null });
  const after = applyCommands(document, made.commands);
  const frame = groupFrames(after).find(({ group }) => group.id === made.group)?.rect;
  const first = block.fragment.nodes.findIndex(({ id }) => id === block.entries[0]?.[0]?.node);
  const entry = rectOf(after, made.ids[Math.max(0, first)] ?? '') ?? { x: 0, y: 0 };
  return { frame: frame ?? { x: 0, y: 0, width: 0, height: 0 }, entry };
}

function placeOnEdge(document: StrideDocument, block: Block, edgeId: string): Inserted | null {
  const edge = document.graph.edges[edgeId];
  const source = edge ? rectOf(document, edge.source) : null;
  if (!edge || !source) return null;
  const { frame, entry } = sizeOf(document, block);
  const top = { x: source.x - entry.x + frame.x, y: source.y + source.height + gapDown };
  const at = snapped({ x: top.x - frame.x, y: top.y - frame.y });
  const made = insertBlockOnEdge(document, block, edgeId, at);
  return made && withRoom(document, made, edge, { ...frame, ...top });
}

/** With what comes after it, and what its frame would cover, out of its way. */
function withRoom(document: StrideDocument, made: Inserted, edge: Edge, frame: Rect): Inserted {
  // The wires of the block are straight.
  const commands = [...made.commands, ...makeRoom(document, withBends(edge, []), frame, frame.height)];
  const after = applyCommands(document, commands);
  const parent = after.groups[made.group]?.parent ?? null;
  const around = parent === null ? undefined : document.groups[parent];
  const groups = around
    ? { ...document.groups, [around.id]: { ...around, members: [...around.members, ...made.ids] } }
    : document.groups;
  const positions = roomForGroup({ ...after, groups }, after, made.group);
  const moves = Object.keys(positions).length > 0;
  return { ...made, commands: moves ? [...commands, { type: 'move', positions }] : commands };
}
