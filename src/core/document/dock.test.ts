import { describe, expect, test } from 'vitest';
import { network } from '../build/network.ts';
import { applyCommand } from './commands.ts';
import { canDock, docksOf } from './dock.ts';
import type { StrideDocument } from './schema.ts';

/** A convolution with its normalisation and activation, and a merge that takes `tapped` too. */
function block(tapped: 'conv' | 'bn' | 'relu'): StrideDocument {
  const net = network('block');
  const x = net.input([8, 8, 4]);
  const conv = net.conv2d(x, { filters: 4, padding: 'same' }, 'conv');
  const bn = net.batchNormalization(conv, {}, 'bn');
  const relu = net.relu(bn, {}, 'relu');
  net.add([{ conv, bn, relu }[tapped], net.conv2d(relu, { filters: 4, padding: 'same' }, 'second')], {}, 'sum');
  return net.document();
}

describe('strips', () => {
  test('normalisation and activation are docked in the order of the wires', () => {
    expect(docksOf(block('relu')).strips).toEqual(new Map([['conv', ['bn', 'relu']]]));
  });

  test('a value that something else takes too ends the stack', () => {
    expect(docksOf(block('bn')).strips).toEqual(new Map([['conv', ['bn']]]));
    expect(docksOf(block('conv')).strips).toEqual(new Map([['bn', ['relu']]]));
  });

  test('nothing docks under data, under two layers, or across the frame of a group', () => {
    const net = network('edges');
    const x = net.input([8, 8, 4]);
    const scaled = net.rescaling(x, {}, 'scaled');
    const conv = net.conv2d(scaled, { filters: 4 }, 'conv');
    net.group('head', () => net.relu(conv, {}, 'relu'));
    expect(docksOf(net.document()).root.size).toBe(0);
  });

  test('layers wired in a circle stay cards', () => {
    const document = block('relu');
    const { bn, relu } = document.graph.nodes;
    if (!bn || !relu) throw new Error('the block has no strips');
    const there = { id: 'there', source: 'bn', target: 'relu', port: 0 };
    const back = { id: 'back', source: 'relu', target: 'bn', port: 0 };
    const circle = { ...document, graph: { nodes: { bn, relu }, edges: { there, back } } };
    expect([...docksOf(circle).above]).toEqual([]);
  });

  test('one comes off to the place that is given and docks again', () => {
    const document = block('relu');
    const off = applyCommand(document, {
      type: 'dock',
      nodes: ['bn'],
      docked: false,
      positions: { bn: { x: 400, y: 0 } },
    });
    expect(docksOf(off).strips).toEqual(new Map([['bn', ['relu']]]));
    expect(off.layout.bn).toEqual({ x: 400, y: 0 });
    expect(canDock(off, 'bn')).toBe(true);
    const again = applyCommand(off, { type: 'dock', nodes: ['bn'], docked: true });
    expect(docksOf(again).strips).toEqual(docksOf(document).strips);
  });

  test('another kind in the place of a strip is a card', () => {
    const document = block('relu');
    docksOf(document);
    const replaced = applyCommand(document, { type: 'replace', node: 'bn', kind: 'conv2d', params: { filters: 4 } });
    expect(docksOf(replaced).strips).toEqual(new Map([['bn', ['relu']]]));
  });

  test('an edit of params keeps the answer as it is', () => {
    const document = block('relu');
    const edited = applyCommand(document, { type: 'setParams', node: 'conv', params: { filters: 8 } });
    expect(docksOf(edited)).toBe(docksOf(document));
  });
});
