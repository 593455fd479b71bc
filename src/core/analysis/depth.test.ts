import { expect, it } from 'vitest';
import { templateById, templates } from '../../../templates/index.ts';
import { analyze } from './analyze.ts';
import { deepestPath } from './depth.ts';
import { graphOf } from './testing/graph.ts';

const built = templates.map(({ id, build }) => ({ id, graph: build().graph }));

it.each(built)(
  'the path through $id is as long as its depth, and each layer is reached from the one before',
  ({ graph }) => {
    const analysis = analyze(graph);
    const path = deepestPath(graph, analysis);
    expect(path).toHaveLength(analysis.totals.depth);
    const feeds = new Map<string, string[]>();
    for (const { source, target } of Object.values(graph.edges))
      feeds.set(source, [...(feeds.get(source) ?? []), target]);
    for (let i = 1; i < path.length; i++) {
      const reached = new Set<string>([path[i - 1] ?? '']);
      for (const id of reached) for (const next of feeds.get(id) ?? []) reached.add(next);
      expect(reached.has(path[i] ?? '')).toBe(true);
    }
  },
);

it('VGG-16 is 13 convolutions, 5 poolings and 3 Dense deep', () => {
  const graph = templateById('vgg-16')?.build().graph;
  if (!graph) throw new Error('no VGG-16');
  const kinds = deepestPath(graph, analyze(graph)).map((id) => graph.nodes[id]?.kind);
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  expect([count('conv2d'), count('maxPooling2d'), count('dense'), kinds.length]).toEqual([13, 5, 3, 21]);
});

it('takes the longer of two branches, past layers that do nothing', () => {
  const graph = graphOf([
    ['in', 'input', { shape: [8, 8, 4] }],
    ['short', 'conv2d', { filters: 4, padding: 'same' }, ['in']],
    ['relu', 'activation', { activation: 'relu' }, ['in']],
    ['first', 'conv2d', { filters: 4, padding: 'same' }, ['relu']],
    ['second', 'conv2d', { filters: 4, padding: 'same' }, ['first']],
    ['add', 'add', {}, ['short', 'second']],
    ['flat', 'flatten', {}, ['add']],
  ]);
  expect(deepestPath(graph, analyze(graph))).toEqual(['first', 'second', 'add']);
});

it('is nothing in a network without layers, and ends where it comes to a circle', () => {
  const empty = { nodes: {}, edges: {} };
  expect(deepestPath(empty, analyze(empty))).toEqual([]);
  const circle = graphOf([
    ['in', 'input', { shape: [8] }],
    ['a', 'dense', { units: 4 }, ['in']],
    ['b', 'add', {}, ['a', 'c']],
    ['c', 'add', {}, ['b', 'a']],
  ]);
  expect(deepestPath(circle, analyze(circle))).toEqual(['a']);
});
