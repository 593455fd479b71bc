import { expect, test } from 'vitest';
import { googLeNet } from '../../../templates/googlenet.ts';
import { inceptionV3 } from '../../../templates/inception-v3.ts';
import { templates } from '../../../templates/index.ts';
import { applyCommands } from '../document/commands.ts';
import { nodesWithin } from '../document/groups.ts';
import type { StrideDocument } from '../document/schema.ts';
import { miniDiagram } from './mini-diagram.ts';

const layersOf = (document: StrideDocument, name: string) => {
  const group = Object.values(document.groups).find((found) => found.name === name);
  return nodesWithin(document.groups).get(group?.id ?? '') ?? [];
};
const count = (path: string, command: string) => path.split(command).length - 1;

test('an Inception module is four branches that run into one bar', () => {
  const document = inceptionV3.build();
  const layers = layersOf(document, 'Inception A, mixed 0');
  const diagram = miniDiagram(document, layers, 136);
  const blocks = new Map(diagram?.blocks.map(({ family, path }) => [family, count(path, 'M')]));
  expect(Object.fromEntries(blocks)).toEqual({
    convolution: 7,
    normalisation: 7,
    activation: 7,
    pooling: 1,
    merge: 1,
  });
  // Seven convolutions, a pool and a concatenation, joined by one wire each but the four that end in the last.
  expect(count(diagram?.wires ?? '', 'M')).toBe(8);
  expect(diagram?.height).toBeGreaterThan(miniDiagram(document, layersOf(document, 'Stem'), 136)?.height ?? 0);
});

test('layers that are bypassed or muted are apart from those that work', () => {
  const document = inceptionV3.build();
  const layers = layersOf(document, 'Inception A, mixed 0');
  const plain = miniDiagram(document, layers, 136);
  expect(plain?.blocks.every(({ mode }) => mode === null)).toBe(true);
  const convolutions = layers.filter((id) => document.graph.nodes[id]?.kind === 'conv2d');
  const resting = applyCommands(document, [
    { type: 'setMode', nodes: convolutions.slice(0, 2), mode: 'bypass' },
    { type: 'setMode', nodes: convolutions.slice(2, 5), mode: 'mute' },
  ]);
  const modes = (miniDiagram(resting, layers, 136)?.blocks ?? []).flatMap(({ family, mode, path }) =>
    family === 'convolution' ? [[mode, count(path, 'M')]] : [],
  );
  expect(new Map(modes.map(([mode, blocks]) => [mode, blocks]))).toEqual(
    new Map<unknown, unknown>([
      ['bypass', 2],
      ['mute', 3],
      [null, 2],
    ]),
  );
});

test('everything lies within the diagram', () => {
  for (const template of templates) {
    const document = template.build();
    for (const [group, layers] of nodesWithin(document.groups)) {
      const diagram = miniDiagram(document, layers, 136);
      if (!diagram) continue;
      expect(diagram.width, group).toBeLessThanOrEqual(136);
      for (const { path } of diagram.blocks)
        for (const [, x, y, w, h] of path.matchAll(/M([\d.-]+) ([\d.-]+)h([\d.-]+)v([\d.-]+)/g)) {
          expect(Number(x), `${template.id} ${group}`).toBeGreaterThanOrEqual(0);
          expect(Number(x) + Number(w), `${template.id} ${group}`).toBeLessThanOrEqual(diagram.width + 0.02);
          expect(Number(y), `${template.id} ${group}`).toBeGreaterThanOrEqual(0);
          expect(Number(y) + Number(h), `${template.id} ${group}`).toBeLessThanOrEqual(diagram.height + 0.02);
        }
    }
  }
});

test('blocks of modules in several columns of the canvas stay in their lanes', () => {
  const document = googLeNet.build();
  expect(miniDiagram(document, layersOf(document, 'Stage 4'), 136)).toHaveProperty('height', 68);
});

test('there is none where it would not be read, nor of nothing', () => {
  const document = inceptionV3.build();
  const layers = layersOf(document, 'Inception A, mixed 0');
  expect(miniDiagram(document, layers, 10)).toBeNull();
  expect(miniDiagram(document, [], 136)).toBeNull();
});

test('layers that feed each other in a circle are drawn all the same', () => {
  const document = inceptionV3.build();
  const layers = layersOf(document, 'Inception A, mixed 0');
  const [first = '', last = ''] = [layers[0], layers.at(-1)];
  const edges = { ...document.graph.edges, back: { id: 'back', source: last, target: first, port: 0 } };
  const circular = { ...document, graph: { ...document.graph, edges } };
  expect(miniDiagram(circular, layers, 136)?.blocks.length).toBeGreaterThan(0);
});
