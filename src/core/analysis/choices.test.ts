import { expect, test } from 'vitest';
import { applyCommand, applyCommands } from '../document/commands.ts';
import { analyze, createAnalyzer } from './analyze.ts';
import { resolveModes } from './effective.ts';
import { documentOf } from './testing/graph.ts';

/** Two bypassed merges, the second of which is fed by the first: what they pass on depends on the layers above. */
const crossing = applyCommands(
  documentOf([
    ['in', 'input', { shape: [8, 8, 4] }],
    ['a', 'conv2d', { filters: 4, padding: 'same' }, ['in']],
    ['b', 'conv2d', { filters: 4, padding: 'same' }, ['in']],
    ['join', 'multiply', {}, ['a', 'b']],
    ['c', 'conv2d', { filters: 6, padding: 'same' }, ['join']],
    ['d', 'conv2d', { filters: 10, strides: [2, 2], padding: 'same' }, ['join']],
    ['add', 'add', {}, ['c', 'd', 'join']],
    ['end', 'conv2d', { filters: 2 }, ['add']],
  ]),
  [{ type: 'setMode', nodes: ['join', 'add'], mode: 'bypass' }],
);

const edits = [
  ['a', { filters: 5 }],
  ['b', { filters: 5 }],
  ['b', { filters: 4 }],
  ['end', { filters: 3 }],
  ['a', { filters: 4, strides: [8, 8] }],
  ['c', { filters: 7 }],
  ['d', { strides: [1, 1] }],
  ['d', { filters: 7 }],
  ['in', { shape: [16, 16, 4] }],
  ['a', { strides: [1, 1] }],
  ['in', { shape: [4, 4] }],
  ['in', { shape: [8, 8, 3] }],
] as const;

test('choices that are followed through edits are those of a network never seen', () => {
  const analyzer = createAnalyzer();
  analyzer.analyze(crossing.graph);
  const chosen = new Set<string>();
  let document = crossing;
  for (const [node, params] of edits) {
    document = applyCommand(document, { type: 'setParams', node, params });
    const unseen = { nodes: { ...document.graph.nodes }, edges: { ...document.graph.edges } };
    const followed = resolveModes(document.graph);
    const { idle, graph } = resolveModes(unseen);
    expect(followed.idle).toEqual(idle);
    expect(followed.graph).toEqual(graph);
    expect(analyzer.analyze(document.graph).totals).toEqual(analyze(unseen).totals);
    chosen.add([...idle.values()].map(({ source }) => source).join());
  }
  expect(chosen.size, 'edits that change a choice are among them').toBeGreaterThan(1);
});

test('an edit that leaves every choice as it is leaves the wires as they are', () => {
  // Wires of its own: the version that was seen last with the others may have chosen otherwise.
  const document = { ...crossing, graph: { ...crossing.graph, edges: { ...crossing.graph.edges } } };
  const before = resolveModes(document.graph);
  const { graph } = applyCommand(document, { type: 'setParams', node: 'end', params: { filters: 9 } });
  const after = resolveModes(graph);
  expect(after.graph.edges).toBe(before.graph.edges);
  expect(after.idle).toBe(before.idle);
});
