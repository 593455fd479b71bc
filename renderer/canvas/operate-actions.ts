import i18next from 'i18next';
import { stackHeightOf } from '../../src/core/build/stack.ts';
import { type Alignment, type Arranged, align, type Direction, distribute } from '../../src/core/document/arrange.ts';
import { applyCommands, type Command } from '../../src/core/document/commands.ts';
import { type Repeated, repeatFragment } from '../../src/core/document/repeat.ts';
import { replaceLayer } from '../../src/core/document/replace.ts';
import type { LayerNode, Position, StrideDocument } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { select } from './edit-actions.ts';
import { nodeWidth } from './geometry.ts';
import { roomForGroup } from './group-room.ts';
import { canvasOf } from './store.ts';

type Mode = NonNullable<LayerNode['mode']>;

const chosen = (app: App) => {
  const { document } = app.documents.getState();
  const ids = [...app.ui.getState().selection];
  return { document, ids, nodes: ids.flatMap((id) => document.graph.nodes[id] ?? []) };
};

/** Whether all selected layers are bypassed, or muted. */
export const haveMode = (app: App, mode: Mode): boolean => {
  const { nodes } = chosen(app);
  return nodes.length > 0 && nodes.every((node) => node.mode === mode);
};

/** Bypasses or mutes the selected layers; lets them work again where all of them are so already. */
export function toggleMode(app: App, mode: Mode): void {
  const { ids } = chosen(app);
  if (ids.length > 0) setMode(app, ids, haveMode(app, mode) ? null : mode);
}

/** Bypasses or mutes these layers, or lets them work again (`null`); shown only, while a change is being tried. */
export function setMode(app: App, ids: readonly string[], mode: Mode | null): void {
  const command = { type: 'setMode', nodes: ids, mode } as const;
  if (app.previews.isTrying()) app.previews.show([command]);
  else app.documents.dispatch(i18next.t(`define:undo.${mode ?? 'modeOff'}`, { count: ids.length }), command);
}

const sizeIn = (document: StrideDocument) => (id: string) => {
  const node = document.graph.nodes[id];
  return { width: nodeWidth, height: node ? stackHeightOf(document, node) : 0 };
};

export const alignSelection = (app: App, alignment: Alignment): void =>
  arrange(app, (document, ids) => align(document, ids, alignment, sizeIn(document)));

export const distributeSelection = (app: App, direction: Direction): void =>
  arrange(app, (document, ids) => distribute(document, ids, direction, sizeIn(document)));

function arrange(app: App, commands: (document: StrideDocument, ids: Arranged) => readonly Command[]): void {
  const { document } = app.documents.getState();
  const { selection, selectedNotes } = app.ui.getState();
  const found = commands(document, { layers: [...selection], notes: [...selectedNotes] });
  if (found.length > 0) app.documents.dispatch(i18next.t('define:undo.align'), ...found);
}

export const askRepeat = (app: App): void => canvasOf(app).store.setState({ repeating: true });

/** The selected layers so many times in a chain, themselves included. */
export function repeatSelection(app: App, times: number): void {
  const { document, ids } = chosen(app);
  const repeated = repeatFragment(document, ids, times);
  if (!repeated) return;
  const positions = roomForFrames(document, repeated);
  app.documents.dispatch(i18next.t('define:undo.repeat', { times }), ...repeated.commands, { type: 'move', positions });
  select(app, repeated.copies.flat());
}

/** Places of the layers that the frames around the copies would cover. */
function roomForFrames(document: StrideDocument, { commands, group }: Repeated): Readonly<Record<string, Position>> {
  const after = applyCommands(document, commands);
  const unframed = applyCommands(
    document,
    commands.filter(({ type }) => type !== 'group'),
  );
  const fresh = Object.keys(after.groups).filter((id) => !Object.hasOwn(unframed.groups, id));
  const before = applyCommands(
    after,
    fresh.map((id) => ({ type: 'ungroup', group: id })),
  );
  return roomForGroup(before, after, group);
}

/** Opens the list of kinds that the selected layer could be replaced by. */
export function askReplacement(app: App): void {
  const [id, ...others] = chosen(app).nodes.map((node) => node.id);
  if (id !== undefined && others.length === 0) canvasOf(app).store.setState({ replacing: id });
}

export function replaceBy(app: App, id: string, kind: string, title: string): void {
  const { document } = app.documents.getState();
  const command = replaceLayer(document, id, kind);
  const name = document.graph.nodes[id]?.name ?? id;
  if (command) app.documents.dispatch(i18next.t('define:undo.swap', { name, option: title }), command);
}
