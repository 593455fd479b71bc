import { expect, test } from 'vitest';
import { applyCommand } from '../../src/core/document/commands.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { leNet5 } from '../../templates/lenet-5.ts';
import { createProjection, type ProjectionInput } from './projection.ts';

const input = (document: StrideDocument, more: Partial<ProjectionInput> = {}): ProjectionInput => ({
  document,
  selection: new Set(),
  selectedEdges: new Set(),
  notes: document.notes,
  selectedNotes: new Set(),
  live: false,
  moving: new Map(),
  dragging: false,
  ...more,
});

const changed = <T>(before: readonly T[], after: readonly T[]): number =>
  after.filter((item) => !before.includes(item)).length;

test('every layer and wire is there, with a size and handles that need no measuring', () => {
  const document = leNet5.build();
  const { nodes, edges } = createProjection()(input(document));
  expect(nodes.map((node) => node.id).sort()).toEqual(Object.keys(document.graph.nodes).sort());
  expect(edges.map((edge) => edge.id).sort()).toEqual(Object.keys(document.graph.edges).sort());
  for (const node of nodes) {
    expect(node.measured).toEqual({ width: node.width, height: node.height });
    expect(node.handles?.map((handle) => handle.type)).toEqual(['target', 'source']);
  }
});

test('a changed parameter changes no object of React Flow', () => {
  const document = leNet5.build();
  const project = createProjection();
  const before = project(input(document));
  const edited = applyCommand(document, { type: 'setParams', node: 'c1', params: { filters: 9 } });
  const after = project(input(edited));
  expect(after.nodes).toBe(before.nodes);
  expect(after.edges).toBe(before.edges);
});

test('an activation makes one node taller and leaves the others', () => {
  const document = leNet5.build();
  const project = createProjection();
  const before = project(input(document));
  const edited = applyCommand(document, { type: 'setParams', node: 'c1', params: { activation: 'linear' } });
  const after = project(input(edited));
  expect(changed(before.nodes, after.nodes)).toBe(1);
});

test('what moves is one new object a layer', () => {
  const document = leNet5.build();
  const project = createProjection();
  const before = project(input(document));
  const dragged = project(input(document, { moving: new Map([['c1', { x: 5, y: 6 }]]), dragging: true }));
  expect(changed(before.nodes, dragged.nodes)).toBe(1);
  expect(dragged.edges).toBe(before.edges);
  const node = dragged.nodes.find(({ id }) => id === 'c1');
  expect(node).toMatchObject({ position: { x: 5, y: 6 }, dragging: true });
});

test('selecting changes the layers whose selection changed', () => {
  const document = leNet5.build();
  const project = createProjection();
  const before = project(input(document, { selection: new Set(['c1']) }));
  const after = project(input(document, { selection: new Set(['c3']) }));
  expect(changed(before.nodes, after.nodes)).toBe(2);
});

test('feature maps make every node taller', () => {
  const document = leNet5.build();
  const project = createProjection();
  const plain = project(input(document)).nodes.map((node) => node.height ?? 0);
  const live = project(input(document, { live: true })).nodes.map((node) => node.height ?? 0);
  live.forEach((height, i) => {
    expect(height).toBeGreaterThan(plain[i] ?? 0);
  });
});

const noted = (text: string): StrideDocument =>
  applyCommand(leNet5.build(), { type: 'writeNote', note: { id: 'n', text, x: 300, y: 40, width: 200, height: 80 } });

test('notes are behind layers and wires, with their own size and nothing to wire', () => {
  const { nodes } = createProjection()(input(noted('Why tanh?')));
  const note = nodes.find(({ type }) => type === 'note');
  expect(note).toMatchObject({ position: { x: 300, y: 40 }, width: 200, height: 80, zIndex: -1, handles: [] });
  expect(note?.measured).toEqual({ width: 200, height: 80 });
});

test('what a note says changes no object, where it lies only its own', () => {
  const document = noted('Why tanh?');
  const project = createProjection();
  const before = project(input(document));
  const note = { ...document.notes.n, id: 'n', text: 'Because of 1998', x: 300, y: 40, width: 200, height: 80 };
  const edited = applyCommand(document, { type: 'writeNote', note });
  expect(project(input(edited)).nodes).toBe(before.nodes);
  const resized = applyCommand(edited, { type: 'placeNotes', places: { n: { x: 0, y: 0, width: 240, height: 80 } } });
  expect(changed(before.nodes, project(input(resized)).nodes)).toBe(1);
});

test('a note under the pointer moves alone, and goes back where the drag ends without a move', () => {
  const document = noted('Why tanh?');
  const project = createProjection();
  const before = project(input(document));
  const moving = new Map([['note:n', { x: 8, y: 9 }]]);
  const dragged = project(input(document, { moving, dragging: true }));
  expect(changed(before.nodes, dragged.nodes)).toBe(1);
  expect(dragged.nodes.find(({ id }) => id === 'note:n')).toMatchObject({ position: { x: 8, y: 9 }, zIndex: -1 });
  const after = project(input(document));
  expect(after.nodes.find(({ id }) => id === 'note:n')?.position).toEqual({ x: 300, y: 40 });
});
