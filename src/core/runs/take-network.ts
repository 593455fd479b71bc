import type { Command } from '../document/commands.ts';
import type { RunDrawing } from '../document/run-marks.ts';
import type { StrideDocument } from '../document/schema.ts';

/** What puts a drawing in the place of the one that is there: layers, wires, groups and places; notes stay. */
export const networkCommands = (
  document: StrideDocument,
  { graph, groups, layout }: RunDrawing,
): readonly Command[] => [
  ...Object.keys(document.groups).map((group): Command => ({ type: 'ungroup', group })),
  { type: 'remove', nodes: Object.keys(document.graph.nodes), edges: Object.keys(document.graph.edges) },
  {
    type: 'add',
    nodes: Object.values(graph.nodes),
    edges: Object.values(graph.edges),
    positions: layout,
    groups: Object.values(groups),
  },
];
