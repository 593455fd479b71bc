import type { Rows } from './rows.ts';

/**
 * Tarjan's strongly connected components of some nodes, sources first, each in document order; iterative, since a chain
 * of thousands of layers would overflow the call stack. Tarjan 1972, "Depth-first search and linear graph algorithms".
 */
export function stronglyConnected(members: readonly number[], outgoing: Rows): readonly number[][] {
  const among = new Set(members);
  const visited = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const components: number[][] = [];

  const enter = (node: number): { readonly node: number; next: number } => {
    low.set(node, visited.size);
    visited.set(node, visited.size);
    open.push(node);
    isOpen.add(node);
    return { node, next: 0 };
  };
  const lower = (node: number, value: number): void => {
    low.set(node, Math.min(low.get(node) ?? value, value));
  };

  for (const root of members) {
    if (visited.has(root)) continue;
    const calls = [enter(root)];
    for (let frame = calls.at(-1); frame; frame = calls.at(-1)) {
      const consumer = outgoing.row(frame.node)[frame.next++];
      if (consumer !== undefined) {
        if (!among.has(consumer)) continue;
        if (!visited.has(consumer)) calls.push(enter(consumer));
        else if (isOpen.has(consumer)) lower(frame.node, visited.get(consumer) ?? 0);
        continue;
      }
      calls.pop();
      const parent = calls.at(-1);
      if (parent) lower(parent.node, low.get(frame.node) ?? 0);
      if (low.get(frame.node) !== visited.get(frame.node)) continue;
      const component = open.splice(open.indexOf(frame.node));
      for (const node of component) isOpen.delete(node);
      components.push(component.sort((a, b) => a - b));
    }
  }
  return components.reverse();
}
