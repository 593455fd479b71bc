import { describe, expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import { straightened } from './bends.ts';
import { makeBlock } from './block.ts';
import { applyCommand, applyCommands, type Command } from './commands.ts';
import { copyFragment, parseFragment, pasteFragment } from './fragment.ts';
import { createHistory, record, undo } from './history.ts';
import { parseDocument } from './migrations.ts';
import { maxBends, type StrideDocument } from './schema.ts';

const layers = documentOf([
  ['a', 'input', { shape: [8] }],
  ['b', 'dense', { units: 8 }, ['a']],
  ['c', 'dense', { units: 8 }, ['b']],
]);
const wireInto = ({ graph }: StrideDocument, target: string) => {
  const wire = Object.values(graph.edges).find((edge) => edge.target === target);
  if (!wire) throw new Error(`nothing feeds ${target}`);
  return wire;
};
const b = wireInto(layers, 'b').id;
const c = wireInto(layers, 'c').id;
const placed = applyCommand(layers, {
  type: 'move',
  positions: { a: { x: 0, y: 0 }, b: { x: 0, y: 200 }, c: { x: 0, y: 400 } },
});
const bent = applyCommand(placed, {
  type: 'bend',
  via: {
    [b]: [
      { x: 60, y: 90 },
      { x: 90, y: 150 },
    ],
  },
});
const via = (document: StrideDocument, target: string) => wireInto(document, target).via;

describe('bends of a wire', () => {
  it('are saved, and a file from before them opens', () => {
    expect(parseDocument(JSON.parse(JSON.stringify(bent)))).toEqual({ ok: true, value: bent });
    expect(parseDocument(JSON.parse(JSON.stringify(placed)))).toEqual({ ok: true, value: placed });
  });

  it('are no more than a wire can have', () => {
    const many = Array.from({ length: maxBends + 9 }, (_, i) => ({ x: i, y: i }));
    expect(via(applyCommand(placed, { type: 'bend', via: { [b]: many } }), 'b')).toHaveLength(maxBends);
  });

  it('go where there are none left, for one wire or all', () => {
    expect(applyCommand(bent, { type: 'bend', via: { [b]: [] } })).toEqual(placed);
    expect(applyCommand(bent, { type: 'bend', via: straightened(bent) })).toEqual(placed);
  });

  it('change nothing where they are as they were, or the wire is not there', () => {
    const again: Command = { type: 'bend', via: { [b]: via(bent, 'b') ?? [], nothing: [{ x: 1, y: 1 }] } };
    expect(applyCommand(bent, again)).toBe(bent);
  });

  it('move with both ends, and stay when one moves', () => {
    const both = { a: { x: 8, y: 4 }, b: { x: 8, y: 204 } };
    expect(via(applyCommand(bent, { type: 'move', positions: both }), 'b')).toEqual([
      { x: 68, y: 94 },
      { x: 98, y: 154 },
    ]);
    const one = { b: { x: 8, y: 204 } };
    expect(via(applyCommand(bent, { type: 'move', positions: one }), 'b')).toEqual(via(bent, 'b'));
    const apart = { a: { x: 8, y: 4 }, b: { x: 8, y: 208 } };
    expect(via(applyCommand(bent, { type: 'move', positions: apart }), 'b')).toEqual(via(bent, 'b'));
  });

  it('are copied with both ends, through the clipboard and as a block', () => {
    const fragment = parseFragment(JSON.stringify(copyFragment(bent, ['a', 'b'])));
    if (!fragment) throw new Error('no fragment');
    const { command, ids } = pasteFragment(bent, fragment, { x: 24, y: 24 });
    const pasted = applyCommand(bent, command);
    expect(via(pasted, ids[1] ?? '')).toEqual([
      { x: 84, y: 114 },
      { x: 114, y: 174 },
    ]);
    const moved = applyCommand(bent, { type: 'move', positions: { a: { x: 100, y: 50 }, b: { x: 100, y: 250 } } });
    expect(makeBlock(moved, ['a', 'b'], { name: 'both' })?.fragment.edges[0]?.via).toEqual([
      { x: 60, y: 90 },
      { x: 90, y: 150 },
    ]);
  });

  it('are not copied with one end alone', () => {
    const pasted = pasteFragment(bent, copyFragment(bent, ['b']), { x: 24, y: 24 }, { keepInputs: true });
    expect(pasted.command.edges).toHaveLength(1);
    expect(pasted.command.edges[0]?.via).toBeUndefined();
  });

  it('part where a layer is put between, and join where it is taken out', () => {
    const node = { id: 'n', kind: 'relu', name: 'n', params: {} };
    const put = applyCommand(bent, { type: 'insertOnEdge', edge: b, node, position: { x: 76, y: 120 } });
    expect(via(put, 'n')).toEqual([{ x: 60, y: 90 }]);
    expect(via(put, 'b')).toEqual([{ x: 90, y: 150 }]);
    const out = applyCommand(put, { type: 'bypass', node: 'n' });
    expect(via(out, 'b')).toEqual(via(bent, 'b'));
  });

  it('go with their wire', () => {
    const edge = { id: 'new', source: 'a', target: 'b', port: 0 };
    expect(via(applyCommand(bent, { type: 'connect', edge }), 'b')).toBeUndefined();
  });
});

describe('bursts', () => {
  const nudge = (x: number): readonly Command[] => [{ type: 'move', positions: { a: { x, y: 0 } }, burst: 'nudge' }];

  it('of moves are one step; moves without one are each their own', () => {
    const twice = record(record(createHistory(bent), 'Move', nudge(4)), 'Move', nudge(8));
    expect(twice.past).toHaveLength(1);
    expect(undo(twice).present).toBe(bent);
    const plain = (x: number): readonly Command[] => [{ type: 'move', positions: { a: { x, y: 0 } } }];
    expect(record(record(createHistory(bent), 'Move', plain(4)), 'Move', plain(8)).past).toHaveLength(2);
  });

  it('of bends are one step', () => {
    const bend = (x: number): readonly Command[] => [{ type: 'bend', via: { [c]: [{ x, y: 300 }] }, burst: c }];
    const twice = record(record(createHistory(bent), 'Bend', bend(4)), 'Bend', bend(8));
    expect(twice.past).toHaveLength(1);
    expect(via(applyCommands(twice.present, []), 'c')).toEqual([{ x: 8, y: 300 }]);
  });
});
