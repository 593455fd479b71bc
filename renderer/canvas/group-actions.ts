import i18next from 'i18next';
import { applyCommand } from '../../src/core/document/commands.ts';
import { nodesWithin } from '../../src/core/document/groups.ts';
import type { Group, Position } from '../../src/core/document/schema.ts';
import { notesInGroup } from '../../src/core/figures/note-places.ts';
import type { App } from '../app.ts';
import { toggleCollapse } from './collapse-actions.ts';
import { moveTo, select } from './edit-actions.ts';
import { groupFrames, snapped } from './geometry.ts';
import { groupAround, groupOfNodes } from './group-edit.ts';
import { roomForGroup } from './group-room.ts';
import { noteCardId, partNotes } from './note-node.ts';
import { startSnapping } from './snapping.ts';
import { canvasOf, isLive } from './store.ts';

/* What can be done with a group as a whole. */

const layersOf = (app: App, id: string): readonly string[] =>
  nodesWithin(app.documents.getState().document.groups).get(id) ?? [];

/** Selects all layers of a group, those of the groups inside it included, and the notes that lie in its frame. */
export function selectGroup(app: App, id: string): void {
  select(app, layersOf(app, id), [], notesInGroup(app.documents.getState().document, id));
  canvasOf(app).store.setState({ group: id });
}

const readers = new WeakMap<App, ReturnType<typeof createReader>>();

/** The group that is selected: all of its layers are, and nothing else. */
export function selectedGroup(app: App): Group | null {
  const known = readers.get(app) ?? createReader();
  readers.set(app, known);
  return known(
    app.documents.getState().document.groups,
    app.ui.getState().selection,
    canvasOf(app).store.getState().group,
  );
}

/** Every frame asks whether it is the one: looked up once for all of them. */
function createReader() {
  let last: Parameters<typeof groupOfNodes> | null = null;
  let found: Group | null = null;
  return (...key: Parameters<typeof groupOfNodes>): Group | null => {
    if (last?.every((part, i) => part === key[i]) !== true) found = groupOfNodes(...key);
    last = key;
    return found;
  };
}

/** Puts the selected layers into a group, with room for its frame; groups selected as a whole lie in it as they are. */
export function groupSelection(app: App): void {
  const { document } = app.documents.getState();
  const name = i18next.t('define:group.new');
  const made = groupAround(document, app.ui.getState().selection, name);
  if (!made) return;
  const command = { type: 'group', ...made } as const;
  const positions = roomForGroup(document, applyCommand(document, command), made.group.id);
  app.documents.dispatch(i18next.t('define:undo.group'), command, { type: 'move', positions });
  selectGroup(app, made.group.id);
}

/** Takes the frame away; layers and groups inside stay where they are. */
export function ungroup(app: App, id: string): void {
  const group = app.documents.getState().document.groups[id];
  if (!group) return;
  app.documents.dispatch(i18next.t('define:undo.ungroup', { name: group.name }), { type: 'ungroup', group: id });
}

export function ungroupSelection(app: App): void {
  const group = selectedGroup(app);
  if (group) ungroup(app, group.id);
}

/** Collapses the selected group into a card, or opens it. */
export function toggleCollapseSelection(app: App): void {
  const group = selectedGroup(app);
  if (group) toggleCollapse(app, group.id);
}

/** Lets the name of the selected group be typed. */
export function nameSelectedGroup(app: App): void {
  const group = selectedGroup(app);
  if (group) canvasOf(app).store.setState({ naming: group.id });
}

/** Refuses an empty name. */
export function renameGroup(app: App, group: Group, wanted: string): boolean {
  const name = wanted.trim();
  if (name === '') return false;
  const label = i18next.t('define:undo.rename', { name });
  app.documents.dispatch(label, { type: 'group', group: { ...group, name } });
  return true;
}

/** A drag of a group: its layers and the notes in its frame follow the pointer, and their places are one undo step when it ends. */
export function startGroupDrag(app: App, id: string): { to(by: Position): void; end(): void } {
  const { document } = app.documents.getState();
  const { layout, notes } = document;
  const from = layersOf(app, id).flatMap((node) => {
    const at = layout[node];
    return at ? [[node, at] as const] : [];
  });
  for (const note of notesInGroup(document, id)) {
    const at = notes[note];
    if (at) from.push([noteCardId(note), at]);
  }
  const { setMoving } = canvasOf(app);
  const frame = groupFrames(document, { live: isLive(app) }).find(({ group }) => group.id === id)?.rect;
  const snapping = startSnapping(
    app,
    from.map(([node]) => node),
    frame,
  );
  let places: ReadonlyMap<string, Position> = new Map();
  return {
    to(by) {
      const { x, y } = snapping.by(snapped(by));
      places = new Map(from.map(([node, at]) => [node, { x: at.x + x, y: at.y + y }]));
      setMoving(places, true);
    },
    end() {
      snapping.end();
      const { layers, notes: noted } = partNotes(places);
      if (places.size > 0) moveTo(app, Object.fromEntries(layers), Object.fromEntries(noted));
      setMoving(new Map(), false);
    },
  };
}
