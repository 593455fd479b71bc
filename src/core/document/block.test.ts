import { describe, expect, it } from 'vitest';
import { network } from '../build/network.ts';
import { type Block, goesBetween, makeBlock, maxBlockName, parseBlock, writeBlock } from './block.ts';
import { applyCommands } from './commands.ts';
import type { StrideDocument } from './schema.ts';

/** A residual block between a stem and a head; its middle is a strip in a group of its own. */
const net = network('net');
const stem = net.conv2d(net.input([16, 16, 3], 'in'), { filters: 8, padding: 'same' }, 'stem');
const a = net.conv2d(stem, { filters: 8, padding: 'same', useBias: false }, 'a');
const sum = net.add([net.batchNormalization(a, {}, 'bn'), stem], {}, 'sum');
net.dense(net.globalAveragePooling2d(sum, {}, 'pool'), { units: 10 }, 'head');
const residual = net.document();

function block(document: StrideDocument, ids: readonly string[], name = 'Residual'): Block {
  const made = makeBlock(document, ids, { name });
  if (!made) throw new Error('no block');
  return made;
}

describe('makeBlock', () => {
  it('keeps layers, wires among them and where it was fed, and not by whom', () => {
    const made = block(residual, ['a', 'bn', 'sum']);
    expect(made.fragment.nodes.map(({ id }) => id)).toEqual(['a', 'bn', 'sum']);
    expect(made.fragment.edges.map(({ source, target }) => `${source}>${target}`)).toEqual(['a>bn', 'bn>sum']);
    expect(made.fragment.inputs).toEqual([]);
    expect(made.entries).toEqual([
      [
        { node: 'a', port: 0 },
        { node: 'sum', port: 1 },
      ],
    ]);
    expect(made.exits).toEqual(['sum']);
    expect(goesBetween(made)).toBe(true);
  });

  it('takes the last feeder as the main path, and goes on no wire with two of them', () => {
    const made = block(residual, ['sum']);
    expect(made.entries).toEqual([[{ node: 'sum', port: 0 }], [{ node: 'sum', port: 1 }]]);
    expect(goesBetween(made)).toBe(false);
  });

  it('of layers that nothing feeds, waits where they have no input; an Input is no entry', () => {
    const loose = applyCommands(residual, [{ type: 'remove', nodes: ['in', 'stem'], edges: [] }]);
    expect(block(loose, ['a', 'bn']).entries).toEqual([[{ node: 'a', port: 0 }]]);
    const whole = block(residual, Object.keys(residual.graph.nodes));
    expect([whole.entries, whole.exits]).toEqual([[], ['head']]);
  });

  it('lies at the corner, with its groups, and shares no weights with a layer outside', () => {
    const shared = applyCommands(residual, [
      { type: 'share', node: 'a', owner: 'stem' },
      { type: 'group', group: { id: 'g', name: 'Norm', members: ['bn'], parent: null, collapsed: true } },
      { type: 'move', positions: { a: { x: 300, y: 500 }, bn: { x: 260, y: 600 }, sum: { x: 280, y: 700 } } },
    ]);
    const made = block(shared, ['a', 'bn', 'sum']);
    expect(made.fragment.positions).toEqual({ a: { x: 40, y: 0 }, bn: { x: 0, y: 100 }, sum: { x: 20, y: 200 } });
    expect(made.fragment.groups?.map(({ name }) => name)).toEqual(['Norm']);
    expect(made.fragment.nodes.map(({ sharesWith }) => sharesWith)).toEqual([undefined, undefined, undefined]);
    expect(block(shared, ['stem', 'a']).fragment.nodes.find(({ id }) => id === 'a')?.sharesWith).toBe('stem');
  });

  it('takes notes along', () => {
    const note = { id: 'n', text: 'Why twice?', x: 350, y: 480, width: 160, height: 60 };
    const noted = applyCommands(residual, [
      { type: 'writeNote', note },
      { type: 'move', positions: { a: { x: 300, y: 500 } } },
    ]);
    const made = makeBlock(noted, ['a'], { name: 'Noted', notes: ['n'] });
    expect(made?.fragment.notes).toEqual([{ ...note, x: 50, y: -20 }]);
    expect(made && parseBlock(writeBlock(made))).toEqual(made);
    expect(makeBlock(noted, ['a'], { name: 'Noted' })?.fragment.notes).toBeUndefined();
  });

  it('is none of nothing', () => {
    expect(makeBlock(residual, ['gone'], { name: 'x' })).toBeNull();
  });
});

describe('a block file', () => {
  it('comes back as it was, also of a network as a whole', () => {
    for (const ids of [['a', 'bn', 'sum'], ['sum'], Object.keys(residual.graph.nodes)]) {
      const made = block(residual, ids, ' Réseau – 网络 ');
      expect(parseBlock(writeBlock(made))).toEqual(made);
    }
  });

  const good = JSON.parse(writeBlock(block(residual, ['a', 'bn', 'sum'])));
  it.each<[string, unknown]>([
    ['another format', { ...good, format: 'stride' }],
    ['a later version', { ...good, version: 2 }],
    ['no name', { ...good, name: '  ' }],
    ['a name too long', { ...good, name: 'x'.repeat(maxBlockName + 1) }],
    ['no layers', { ...good, fragment: { ...good.fragment, nodes: [] } }],
    [
      'two layers of one id',
      { ...good, fragment: { ...good.fragment, nodes: [...good.fragment.nodes, good.fragment.nodes[0]] } },
    ],
    [
      'a layer whose id every object has',
      { ...good, fragment: { ...good.fragment, nodes: [{ ...good.fragment.nodes[0], id: 'toString' }] } },
    ],
  ])('is refused with %s', (_, file) => {
    expect(parseBlock(JSON.stringify(file))).toBeNull();
  });

  it('is refused where it is cut off, and passes over ends that are not there', () => {
    expect(parseBlock(writeBlock(block(residual, ['a'])).slice(0, -20))).toBeNull();
    const odd = parseBlock(
      JSON.stringify({ ...good, entries: [[{ node: 'gone', port: 0 }], ...good.entries], exits: ['gone', 'sum'] }),
    );
    expect([odd?.entries, odd?.exits]).toEqual([good.entries, ['sum']]);
  });
});
