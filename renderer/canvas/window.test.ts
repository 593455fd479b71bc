import { expect, test } from 'vitest';
import { leNet5 } from '../../templates/lenet-5.ts';
import { createProjection } from './projection.ts';
import { createWindow } from './window.ts';

const document = leNet5.build();
const project = createProjection();
const still = {
  document,
  selection: new Set<string>(),
  selectedEdges: new Set<string>(),
  notes: document.notes,
  selectedNotes: new Set<string>(),
  live: false,
};
const { nodes, edges } = project({ ...still, moving: new Map(), dragging: false });
const size = { width: 40, height: 40 };
const base = { nodes, edges, size, overview: false, wiring: null };
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

/** The view with this layer's corner in its own. */
function at(layer: string) {
  const node = nodes.find(({ id }) => id === layer);
  return { x: -(node?.position.x ?? Number.NaN), y: -(node?.position.y ?? Number.NaN), zoom: 1 };
}

test('holds what is near the view, and both ends of every wire that comes near it', () => {
  const shown = createWindow()({ ...base, viewport: at('c1') });
  expect(ids(shown.nodes)).toContain('c1');
  expect(ids(shown.nodes)).not.toContain('f6');
  for (const edge of shown.edges) expect(ids(shown.nodes)).toEqual(expect.arrayContaining([edge.source, edge.target]));
});

test('a move of the view that stays near gives the very same, one that leads away gives what is there', () => {
  const read = createWindow();
  const near = at('c1');
  const shown = read({ ...base, viewport: near });
  expect(read({ ...base, viewport: { ...near, x: near.x + 30, y: near.y - 20 } })).toBe(shown);
  const away = read({ ...base, viewport: at('f6') });
  expect(ids(away.nodes)).toContain('f6');
  expect(ids(away.nodes)).not.toContain('c1');
});

test('a wire between two layers out of view is there with both of them', () => {
  const long = { ...edges[0], id: 'long', type: 'wire' as const, source: 'input_layer', target: 'output' };
  const shown = createWindow()({ ...base, edges: [long], viewport: at('s4') });
  expect(ids(shown.edges)).toEqual(['long']);
  expect(ids(shown.nodes)).toEqual(expect.arrayContaining(['input_layer', 'output', 's4']));
});

test('what is selected, dragged or wired stays, however far away', () => {
  const viewport = at('c1');
  const far = nodes.map((node) => (node.id === 'f6' ? { ...node, selected: true } : node));
  expect(ids(createWindow()({ ...base, nodes: far, viewport }).nodes)).toContain('f6');
  const dragged = nodes.map((node) => (node.id === 'f6' ? { ...node, dragging: true } : node));
  expect(ids(createWindow()({ ...base, nodes: dragged, viewport }).nodes)).toContain('f6');
  expect(ids(createWindow()({ ...base, wiring: { node: 'f6' }, viewport }).nodes)).toContain('f6');
});

test('another place of one layer changes that one object, and nothing of what is far away', () => {
  const read = createWindow();
  const viewport = at('c1');
  const shown = read({ ...base, viewport });
  const moved = nodes.map((node) => (node.id === 'f6' ? { ...node, position: { x: 9000, y: 9000 } } : node));
  const after = read({ ...base, nodes: moved, viewport });
  expect(after.nodes).toBe(shown.nodes);
  expect(after.edges).toBe(shown.edges);
});

test('in the overview there is nothing', () => {
  expect(createWindow()({ ...base, overview: true, viewport: at('c1') })).toEqual({ nodes: [], edges: [] });
});
