import { ancestors, type Groups, groupsAround, nodesWithin } from './groups.ts';

/** Collapsed groups stand for their layers: what is drawn of them is one card for the outermost of them. */
export interface Collapse {
  /** The group whose card stands for each hidden layer. */
  readonly cardOf: ReadonlyMap<string, string>;
  /** The layers behind each card. */
  readonly layers: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<Groups, Collapse>();

/** Which layers are hidden by collapsed groups. Known groups cost nothing. */
export function collapseOf(groups: Groups): Collapse {
  const seen = known.get(groups);
  if (seen) return seen;
  const found = findCollapse(groups);
  known.set(groups, found);
  return found;
}

function findCollapse(groups: Groups): Collapse {
  const collapsed = Object.values(groups).filter((group) => group.collapsed);
  if (collapsed.length === 0) return nothing;
  const within = nodesWithin(groups);
  const outermost = collapsed.filter((group) => !ancestors(groups, group).some((outer) => outer.collapsed));
  const layers = new Map(outermost.map(({ id }) => [id, within.get(id) ?? []]));
  const cardOf = new Map([...layers].flatMap(([id, hidden]) => hidden.map((layer) => [layer, id] as const)));
  return { cardOf, layers };
}

const nothing: Collapse = { cardOf: new Map(), layers: new Map() };

/** The groups that must be open for a layer to be seen, outermost first. */
export const collapsedAround = (groups: Groups, layer: string): readonly string[] =>
  groupsAround(groups, layer)
    .filter((group) => group.collapsed)
    .map(({ id }) => id)
    .reverse();
