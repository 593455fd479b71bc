import { expect, test } from 'vitest';
import { inceptionV3 } from '../../../templates/inception-v3.ts';
import { templates } from '../../../templates/index.ts';
import { channelsOf } from './channels.ts';
import { nodeWidth, rectOf } from './geometry.ts';
import { wirePath, wireWidth } from './wire-path.ts';

const numbers = (path: string): number[] => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

test('a wire to a layer right below is a vertical line that stops before the arrow', () => {
  expect(wirePath({ x: 76, y: 84 }, { x: 76, y: 112 })).toBe('M76 84V105');
});

test('a wire to a layer below and beside starts and ends vertically', () => {
  const path = wirePath({ x: 0, y: 0 }, { x: 200, y: 300 });
  const [, , straight, c1x, , c2x, , endX] = numbers(path);
  expect(straight).toBeGreaterThan(0);
  expect([c1x, c2x, endX]).toEqual([0, 200, 200]);
});

test('a wire upwards runs along its channel', () => {
  const path = wirePath({ x: 76, y: 600 }, { x: 400, y: 60 }, 300);
  expect(numbers(path)).toContain(300);
  expect(Math.max(...numbers(path))).toBeLessThan(700);
});

test('wires of one layer into the next column share a channel beside all of its layers', () => {
  const document = inceptionV3.build();
  const channels = channelsOf(document);
  expect(channels.size).toBeGreaterThan(0);
  const bySource = new Map<string, Set<number>>();
  for (const [id, at] of channels) {
    const edge = document.graph.edges[id];
    if (!edge) throw new Error(`${id} is no wire`);
    const known = bySource.get(edge.source) ?? new Set();
    bySource.set(edge.source, known.add(at));
    const target = rectOf(document, edge.target);
    expect(at <= (target?.x ?? 0) || at >= (target?.x ?? 0) + nodeWidth).toBe(true);
  }
  for (const ats of bySource.values()) expect(ats.size).toBe(1);
});

test.each(templates.map((template) => [template.id, template] as const))(
  'no wire of %s that leads up runs through a layer',
  (_, template) => {
    const document = template.build();
    const rects = Object.keys(document.graph.nodes).flatMap((id) => rectOf(document, id) ?? []);
    const crossed = [...channelsOf(document)].flatMap(([id, at]) => {
      const edge = document.graph.edges[id];
      const from = edge && rectOf(document, edge.source);
      const to = edge && rectOf(document, edge.target);
      if (!from || !to) throw new Error(`${id} joins nothing`);
      return rects.filter(
        ({ x, y, width, height }) => x < at && at < x + width && y < from.y + from.height && y + height > to.y,
      );
    });
    expect(crossed).toEqual([]);
  },
);

test('wires are thicker for larger tensors, within limits', () => {
  const widths = [1, 256, 4096, 50_176, 802_816, 2 ** 30].map(wireWidth);
  expect(widths).toEqual([...widths].sort((a, b) => a - b));
  expect(widths[0]).toBe(1.25);
  expect(widths.at(-1)).toBe(5);
  // The design's own example: 14×14×256.
  expect(wireWidth(50_176)).toBeCloseTo(4.4, 1);
});
