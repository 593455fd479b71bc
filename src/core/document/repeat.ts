import { readStructure } from '../analysis/structure.ts';
import { nodeHeight } from '../build/stack.ts';
import { layerOf } from '../layers/registry.ts';
import { largest, smallest } from '../math/extremes.ts';
import { freshId } from './change.ts';
import { applyCommand, type Command } from './commands.ts';
import { docksOf } from './dock.ts';
import { newEdge } from './edit.ts';
import { copyFragment, pasteFragment } from './fragment.ts';
import { ancestors, type Groups, nodesWithin } from './groups.ts';
import { roomBelow } from './repeat-room.ts';
import { type Edge, type Group, maxNameLength, type StrideDocument } from './schema.ts';

export interface RepeatOptions {
  /** Of the group around all copies, and with a number of each copy; that of the selected group, or of the first layer. */
  readonly name?: string;
}

export interface Repeated {
  /** One undo step. */
  readonly commands: readonly Command[];
  /** The layers of each copy, the original first. */
  readonly copies: readonly (readonly string[])[];
  /** The group around all of them. */
  readonly group: string;
}

/** Most copies that one command makes: beyond is a typing error. */
export const maxRepeats = 100;

/** Between two copies, px. */
const gap = 56;

/**
 * A selection `times` times in a row, itself included: each copy is fed by the one before, and what the selection fed is fed
 * by the last. Copies are groups in one group. Where several layers feed the selection, the last of them in the order of data
 * flow is the main path; others, as a skip connection, feed every copy. As many entries as exits are paired in order.
 * `null` with fewer than two times, or where nothing in the selection takes an input.
 */
export function repeatFragment(
  document: StrideDocument,
  ids: readonly string[],
  times: number,
  { name }: RepeatOptions = {},
): Repeated | null {
  const order = readStructure(document.graph).order.filter((id) => ids.includes(id));
  const repeated = order.filter((id) => layerOf(document.graph.nodes[id]?.kind ?? '')?.arity.max !== 0);
  const count = Math.min(maxRepeats, Math.floor(times));
  if (repeated.length === 0 || !(count > 1)) return null;
  const chosen = new Set(repeated);
  const ports = endsOf(document, chosen, repeated);
  const step = heightOf(document, repeated) + gap;
  const fragment = copyFragment(document, repeated);

  const commands: Command[] = [];
  let current = document;
  const apply = (command: Command): void => {
    current = applyCommand(current, command);
    commands.push(command);
  };
  const positions = roomBelow(document, chosen, step * (count - 1));
  if (Object.keys(positions).length > 0) apply({ type: 'move', positions });
  const copies: (readonly string[])[] = [repeated];
  const copyOf: ReadonlyMap<string, string>[] = [new Map(repeated.map((id) => [id, id]))];
  for (let copy = 1; copy < count; copy++) {
    const { command, ids: made } = pasteFragment(current, fragment, { x: 0, y: step * copy }, { keepInputs: true });
    apply(command);
    // Pasted in the fragment's order, which is the document's.
    const now = new Map(fragment.nodes.map(({ id }, i) => [id, made[i] ?? id]));
    chain(current, ports, copyOf.at(-1) ?? now, now).forEach(apply);
    copies.push(repeated.map((id) => now.get(id) ?? id));
    copyOf.push(now);
  }
  const last = copyOf.at(-1);
  for (const edge of ports.outgoing)
    apply({ type: 'connect', edge: { ...edge, source: last?.get(edge.source) ?? edge.source } });
  const whole = wholeGroup(document.groups, chosen);
  const title = name ?? whole?.name ?? document.graph.nodes[repeated[0] ?? '']?.name ?? 'block';
  const group = enclose(
    current,
    { title, copies, whole, around: whole ? whole.parent : parentOf(document, repeated) },
    apply,
  );
  return { commands, copies, group };
}

interface Ends {
  /** Wires from the main path into the selection, with the exit of the copy before that feeds them instead. */
  readonly entries: readonly { readonly target: string; readonly port: number; readonly exit: string }[];
  /** Wires from the selection to other layers. */
  readonly outgoing: readonly Edge[];
}

function endsOf(document: StrideDocument, chosen: ReadonlySet<string>, order: readonly string[]): Ends {
  const edges = Object.values(document.graph.edges);
  const place = new Map(readStructure(document.graph).order.map((id, i) => [id, i]));
  const incoming = edges.filter(({ source, target }) => chosen.has(target) && !chosen.has(source));
  const outgoing = edges.filter(({ source, target }) => chosen.has(source) && !chosen.has(target));
  const sources = [...new Set(incoming.map(({ source }) => source))].sort(
    (a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0),
  );
  const fed = new Set(edges.filter(({ target }) => chosen.has(target)).map(({ source }) => source));
  const feeding = new Set(outgoing.map(({ source }) => source));
  const exits = order.filter((id) => (feeding.size > 0 ? feeding.has(id) : !fed.has(id)));
  const main = exits.at(-1) ?? order.at(-1) ?? '';
  const paired = exits.length === sources.length && sources.length > 1;
  const exitOf = new Map(
    paired ? sources.map((source, i) => [source, exits[i] ?? main]) : [[sources.at(-1) ?? '', main]],
  );
  const wired = incoming.flatMap(({ source, target, port }) => {
    const exit = exitOf.get(source);
    return exit === undefined ? [] : [{ target, port, exit }];
  });
  if (wired.length > 0) return { entries: wired, outgoing };
  const targets = new Set(edges.map(({ target }) => target));
  const waiting = order.filter((id) => !targets.has(id));
  return { entries: waiting.map((target) => ({ target, port: 0, exit: main })), outgoing };
}

/** The copy's entries wired to the exits of the one before. A layer that is its own entry and exit is one in a row. */
function chain(
  { graph }: StrideDocument,
  { entries }: Ends,
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): readonly Command[] {
  return entries.map(({ target, port, exit }): Command => {
    const to = now.get(target) ?? target;
    const onPort = Object.values(graph.edges).find((edge) => edge.target === to && edge.port === port);
    const edge = onPort ?? newEdge(graph, exit, to, port);
    return { type: 'connect', edge: { ...edge, source: before.get(exit) ?? exit } };
  });
}

/** From the top of the highest to the bottom of the lowest layer, px at 100 %; strips have no height of their own. */
function heightOf(document: StrideDocument, ids: readonly string[]): number {
  const { root } = docksOf(document);
  const boxes = ids.flatMap((id) => {
    const node = document.graph.nodes[id];
    const at = document.layout[id];
    return node && at ? [{ top: at.y, bottom: at.y + (root.has(id) ? 0 : nodeHeight(node)) }] : [];
  });
  if (boxes.length === 0) return 0;
  return largest(boxes.map(({ bottom }) => bottom)) - smallest(boxes.map(({ top }) => top));
}

/** The group that holds these layers and no others: the outermost. */
function wholeGroup(groups: Groups, chosen: ReadonlySet<string>): Group | null {
  const within = nodesWithin(groups);
  const whole = Object.values(groups).filter(({ id }) => {
    const nodes = within.get(id) ?? [];
    return nodes.length === chosen.size && nodes.every((node) => chosen.has(node));
  });
  return whole.sort((a, b) => ancestors(groups, a).length - ancestors(groups, b).length)[0] ?? null;
}

/** The innermost group around all of these layers. */
function parentOf({ groups }: StrideDocument, ids: readonly string[]): string | null {
  const within = nodesWithin(groups);
  const around = Object.values(groups).filter(({ id }) => {
    const nodes = new Set(within.get(id));
    return ids.every((node) => nodes.has(node));
  });
  return around.sort((a, b) => ancestors(groups, b).length - ancestors(groups, a).length)[0]?.id ?? null;
}

interface Enclosed {
  readonly title: string;
  readonly copies: readonly (readonly string[])[];
  readonly whole: Group | null;
  /** The group that all of them come to lie in. */
  readonly around: string | null;
}

/** A group for each copy, where the copy is none already, and one around them; groups inside the copies stay. */
function enclose(
  document: StrideDocument,
  { title, copies, whole, around }: Enclosed,
  apply: (command: Command) => void,
): string {
  const taken = new Set(Object.keys(document.groups));
  // Room for what tells the copies apart.
  const stem = title.slice(0, maxNameLength - 8);
  const fresh = (): string => {
    const id = freshId(`group_${taken.size + 1}`, taken);
    taken.add(id);
    return id;
  };
  const inner = copies.map((copy, i) => {
    const has = whole && wholeGroup(document.groups, new Set(copy));
    const label = `${stem} ${i + 1}`;
    if (has) {
      apply({ type: 'group', group: { ...has, name: label, parent: null }, children: [] });
      return has.id;
    }
    const id = fresh();
    const [members, children] = topOf(document, copy);
    apply({ type: 'group', group: { id, name: label, members, parent: null, collapsed: false }, children });
    return id;
  });
  const id = fresh();
  const group = { id, name: `${stem} ×${copies.length}`, members: [], parent: around, collapsed: false };
  apply({ type: 'group', group, children: inner });
  return id;
}

/** The layers that lie in no group among these layers, and the outermost groups among them. */
function topOf({ groups }: StrideDocument, ids: readonly string[]): readonly [readonly string[], readonly string[]] {
  const chosen = new Set(ids);
  const within = nodesWithin(groups);
  const whole = new Set(
    [...within].filter(([, nodes]) => nodes.length > 0 && nodes.every((id) => chosen.has(id))).map(([id]) => id),
  );
  const grouped = new Set([...whole].flatMap((id) => within.get(id) ?? []));
  const outermost = [...whole].filter((id) => !whole.has(groups[id]?.parent ?? ''));
  return [ids.filter((id) => !grouped.has(id)), outermost];
}
