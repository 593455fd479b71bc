import { ancestors, groupsAround, nodesWithin } from '../../src/core/document/groups.ts';
import type { Group } from '../../src/core/document/schema.ts';
import { smallest } from '../../src/core/math/extremes.ts';
import type { App } from '../app.ts';
import { select } from './edit-actions.ts';
import { selectedGroup, selectGroup } from './group-actions.ts';
import { reveal } from './view-actions.ts';

interface Key {
  readonly key: string;
  readonly altKey: boolean;
}

/**
 * Groups from the canvas's one tab stop: Alt and up to the group around what is selected, Alt and down into it, arrows
 * from group to group. Returns whether the key was meant.
 */
export function groupByKey(app: App, { key, altKey }: Key): boolean {
  const group = selectedGroup(app);
  if (altKey) {
    if (key === 'ArrowUp') return enter(app, outer(app, group));
    if (key === 'ArrowDown' && group) return enterFirst(app, group);
    return false;
  }
  if (!group) return false;
  if (key === 'ArrowDown' || key === 'ArrowRight') return enter(app, beside(app, group, 1), group);
  if (key === 'ArrowUp' || key === 'ArrowLeft') return enter(app, beside(app, group, -1), group);
  return false;
}

/** The group around a group, else around the selected layer. */
function outer(app: App, group: Group | null): Group | null {
  const { groups } = app.documents.getState().document;
  const [layer] = app.ui.getState().selection;
  return (group ? ancestors(groups, group) : groupsAround(groups, layer ?? ''))[0] ?? null;
}

/** The one that comes after or before a group in the same group, as the network runs. */
function beside(app: App, group: Group, step: number): Group | null {
  const { groups } = app.documents.getState().document;
  const { order } = app.analyses.getState().analysis;
  const place = new Map(order.map((id, i) => [id, i]));
  const within = nodesWithin(groups);
  const first = ({ id }: Group) => smallest((within.get(id) ?? []).map((node) => place.get(node) ?? Infinity));
  const siblings = Object.values(groups)
    .filter(({ parent }) => parent === group.parent)
    .sort((a, b) => first(a) - first(b));
  return siblings[siblings.indexOf(group) + step] ?? null;
}

/** Selects a group and shows its beginning; where there is none, what was selected stays. */
function enter(app: App, group: Group | null, instead: Group | null = null): boolean {
  const to = group ?? instead;
  if (!to) return true;
  selectGroup(app, to.id);
  const first = firstLayer(app, to);
  if (first !== undefined) reveal(app, first);
  return true;
}

/** Into a group: the first group that lies in it, else its first layer. */
function enterFirst(app: App, group: Group): boolean {
  const inner = Object.values(app.documents.getState().document.groups).filter(({ parent }) => parent === group.id);
  const first = firstLayer(app, group);
  const around = inner.find(({ members }) => first !== undefined && members.includes(first));
  if (around) return enter(app, around);
  if (first !== undefined) {
    select(app, [first]);
    reveal(app, first);
  }
  return true;
}

function firstLayer(app: App, { id }: Group): string | undefined {
  const layers = new Set(nodesWithin(app.documents.getState().document.groups).get(id));
  return app.analyses.getState().analysis.order.find((node) => layers.has(node));
}
