import { expect, test } from 'vitest';
import { applyCommand } from '../../src/core/document/commands.ts';
import { newNode } from '../../src/core/document/edit.ts';
import { emptyDocument, type StrideDocument } from '../../src/core/document/schema.ts';
import { vgg16 } from '../../templates/vgg-16.ts';
import { contains, freePlace, groupFrame, heightOf, overlaps, placeBelow, portOffset, rectOf } from './geometry.ts';

function filled(count: number): StrideDocument {
  let document = emptyDocument('filled');
  for (let i = 0; i < count; i++) {
    const node = newNode(document, 'conv2d');
    const at = freePlace(document, { x: 0, y: 0 }, heightOf(node, false));
    document = applyCommand(document, { type: 'add', nodes: [node], edges: [], positions: { [node.id]: at } });
  }
  return document;
}

test('layers put at one place never cover each other', () => {
  const document = filled(30);
  const rects = Object.keys(document.graph.nodes).flatMap((id) => rectOf(document, id) ?? []);
  expect(rects).toHaveLength(30);
  rects.forEach((a, i) => {
    for (const b of rects.slice(i + 1)) expect(overlaps(a, b)).toBe(false);
  });
});

test('the place below a layer is under it', () => {
  const document = filled(1);
  const [id = ''] = Object.keys(document.graph.nodes);
  const above = rectOf(document, id);
  const at = placeBelow(document, id, 56);
  expect(at.x).toBe(above?.x);
  expect(at.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
});

test('wires arrive side by side, symmetrically, and one alone in the middle', () => {
  expect(portOffset(0, 1)).toBe(0);
  for (const count of [2, 3, 4, 12]) {
    const offsets = Array.from({ length: count }, (_, port) => portOffset(port, count));
    expect(offsets[0]).toBeCloseTo(-(offsets.at(-1) ?? 0));
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(Math.max(...offsets)).toBeLessThan(76);
  }
});

test('the frame of a group has all of its members inside', () => {
  const document = vgg16.build();
  for (const group of Object.values(document.groups)) {
    const frame = groupFrame(document, group.members);
    for (const id of group.members) {
      const rect = rectOf(document, id);
      expect(frame && rect && contains(frame, rect)).toBe(true);
      expect(frame && rect && contains(frame, { x: rect.x + rect.width, y: rect.y + rect.height })).toBe(true);
    }
  }
});
