import { describe, expect, it } from 'vitest';
import { built } from '../../../templates/testing/built.ts';
import { applyCommands, type Command } from './commands.ts';
import { newEdge } from './edit.ts';
import { sameComputation } from './same-computation.ts';

const document = built('lenet-5');
const { nodes, edges } = document.graph;

function idOf(name: string): string {
  const node = Object.values(nodes).find((candidate) => candidate.name === name);
  if (!node) throw new Error(`there is no ${name}`);
  return node.id;
}

const wire = Object.values(edges).find(({ target }) => target === idOf('c5'));
if (!wire) throw new Error('nothing feeds c5');
const paramsOf = (name: string) => nodes[idOf(name)]?.params ?? {};

const same = (...commands: Command[]): boolean =>
  sameComputation(document.graph, applyCommands(document, commands).graph);

describe('what a network computes stays', () => {
  const edits: readonly (readonly [string, readonly Command[]])[] = [
    ['when a layer is renamed', [{ type: 'rename', node: idOf('c1'), name: 'first' }]],
    ['when a layer is moved', [{ type: 'move', positions: { [idOf('c1')]: { x: 5, y: 7 } } }]],
    [
      'when weights begin in another way, or are held',
      [
        {
          type: 'setParams',
          node: idOf('c1'),
          params: { ...paramsOf('c1'), kernelInitializer: { kind: 'zeros' }, kernelRegularizer: { l1: 0, l2: 0.1 } },
        },
      ],
    ],
    [
      'when a wire is cut and put back',
      [
        { type: 'remove', nodes: [], edges: [wire.id] },
        { type: 'connect', edge: { ...newEdge({ nodes, edges: {} }, wire.source, wire.target, wire.port), id: 'new' } },
      ],
    ],
    ['when it is trained otherwise', [{ type: 'setTraining', settings: { batchSize: 7 } }]],
  ];
  it.each(edits)('%s', (_, commands) => {
    expect(applyCommands(document, commands)).not.toBe(document);
    expect(same(...commands)).toBe(true);
  });
});

describe('what a network computes changes', () => {
  const edits: readonly (readonly [string, Command])[] = [
    ['with a setting', { type: 'setParams', node: idOf('c1'), params: { ...paramsOf('c1'), filters: 7 } }],
    ['with an activation', { type: 'setParams', node: idOf('c5'), params: { ...paramsOf('c5'), activation: 'relu' } }],
    ['when a layer goes', { type: 'remove', nodes: [idOf('f6')], edges: [] }],
    ['when a wire goes', { type: 'remove', nodes: [], edges: [wire.id] }],
    ['when a layer is bypassed', { type: 'setMode', nodes: [idOf('s2')], mode: 'bypass' }],
    ['when a layer is replaced', { type: 'replace', node: idOf('s2'), kind: 'averagePooling2d', params: {} }],
    ['when a wire leads elsewhere', { type: 'connect', edge: { ...wire, source: idOf('f6') } }],
    ['when weights are shared', { type: 'share', node: idOf('f6'), owner: idOf('c5') }],
  ];
  it.each(edits)('%s', (_, command) => expect(same(command)).toBe(false));
});
