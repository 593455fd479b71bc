import { expect, test } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import { applyCommand } from '../../src/core/document/commands.ts';
import { newNode } from '../../src/core/document/edit.ts';
import { emptyDocument, type StrideDocument } from '../../src/core/document/schema.ts';
import { vgg16 } from '../../templates/vgg-16.ts';
import {
  contains,
  freePlace,
  groupFrames,
  groupHeader,
  headerAt,
  heightOf,
  overlaps,
  placeBelow,
  portOffset,
  type Rect,
  rectOf,
} from './geometry.ts';

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
  const frames = groupFrames(document);
  expect(frames.map(({ group }) => group.id).sort()).toEqual(Object.keys(document.groups).sort());
  for (const { group, rect: frame } of frames) {
    for (const id of group.members) {
      const rect = rectOf(document, id);
      expect(rect && isInside(rect, frame)).toBe(true);
    }
  }
});

const isInside = (rect: Rect, frame: Rect): boolean =>
  contains(frame, rect) && contains(frame, { x: rect.x + rect.width, y: rect.y + rect.height });

function nested() {
  const net = network('nested');
  const input = net.input([32, 32, 3]);
  net.group('outer', () => {
    const x = net.group('first', () => net.conv2d(input, {}, 'a'));
    return net.group('second', () => net.conv2d(x, {}, 'b'));
  });
  return net.document();
}

test('a frame encloses those of the groups inside it, header and all, and is drawn before them', () => {
  const [outer, ...inner] = groupFrames(nested());
  expect(outer).toMatchObject({ group: { name: 'outer', members: [] }, depth: 0 });
  expect(inner.map(({ group, depth }) => [group.name, depth])).toEqual([
    ['first', 1],
    ['second', 1],
  ]);
  const [first, second] = inner;
  for (const { rect } of inner) expect(outer && isInside(rect, outer.rect)).toBe(true);
  expect(first && second && overlaps(first.rect, second.rect)).toBe(false);
  expect(outer && first && first.rect.y - outer.rect.y).toBeGreaterThanOrEqual(groupHeader);
});

test('a frame follows the layers under the pointer', () => {
  const document = nested();
  const before = groupFrames(document).map(({ rect }) => rect);
  const moving = new Map(['a', 'b'].map((id) => [id, at(document, id, 40)]));
  expect(groupFrames(document, { moving }).map(({ rect }) => rect)).toEqual(
    before.map((rect) => ({ ...rect, x: rect.x + 40 })),
  );
});

const at = (document: StrideDocument, id: string, right: number) => {
  const place = document.layout[id] ?? { x: 0, y: 0 };
  return { x: place.x + right, y: place.y };
};

test('a header is that of the innermost group there', () => {
  const document = nested();
  const frames = groupFrames(document);
  const corner = (name: string) => {
    const rect = frames.find(({ group }) => group.name === name)?.rect ?? { x: 0, y: 0 };
    return { x: rect.x + 4, y: rect.y + 4 };
  };
  for (const name of ['outer', 'first', 'second']) expect(headerAt(frames, corner(name))?.name).toBe(name);
  expect(headerAt(frames, { x: -1000, y: 0 })).toBe(null);
});
