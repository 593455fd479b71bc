import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import type { Command } from './commands.ts';
import { createHistory, goTo, historyDepth, record, redo, redoLabel, seal, undo, undoLabel } from './history.ts';
import { emptyDocument } from './schema.ts';
import { anyCommand } from './testing/arbitrary.ts';

const start = documentOf([
  ['in', 'input'],
  ['conv', 'conv2d', {}, ['in']],
]);
const filters = (count: number): readonly Command[] => [
  { type: 'setParams', node: 'conv', params: { filters: count } },
];
const bypass: readonly Command[] = [{ type: 'bypass', node: 'conv' }];

describe('history', () => {
  it('takes steps back and forth, with their labels', () => {
    const one = record(createHistory(start), 'Set filters', filters(8));
    const two = record(one, 'Remove conv', bypass);
    expect([undoLabel(two), redoLabel(two)]).toEqual(['Remove conv', null]);
    const back = undo(two);
    expect(back.present).toBe(one.present);
    expect([undoLabel(back), redoLabel(back)]).toEqual(['Set filters', 'Remove conv']);
    expect(undo(back).present).toBe(start);
    expect(redo(redo(undo(back))).present).toBe(two.present);
    expect(undo(createHistory(start)).present).toBe(start);
  });

  it('goes to any step and back, and stays within what it knows', () => {
    const one = record(createHistory(start), 'Set filters', filters(8));
    const two = record(one, 'Remove conv', bypass);
    expect(goTo(two, 0).present).toBe(start);
    expect(goTo(goTo(two, 0), 1).present).toBe(one.present);
    expect(goTo(goTo(two, 0), 2).present).toBe(two.present);
    expect([goTo(two, -3).present, goTo(one, 9).present]).toEqual([start, one.present]);
    expect(redoLabel(goTo(two, 1))).toBe('Remove conv');
  });

  it('makes one step of typing in one field, and of nothing else', () => {
    let history = createHistory(start);
    for (const count of [1, 16, 160]) history = record(history, 'Set filters', filters(count), 1000);
    expect(history.past).toHaveLength(1);
    expect(undo(history).present).toBe(start);
    history = record(
      history,
      'Set kernel',
      [{ type: 'setParams', node: 'conv', params: { kernelSize: [5, 5] } }],
      1000,
    );
    expect(history.past).toHaveLength(2);
  });

  it('parts steps by a pause, by the end of a gesture, and by undo', () => {
    const typed = record(createHistory(start), 'Set filters', filters(1), 1000);
    expect(record(typed, 'Set filters', filters(2), 1500).past).toHaveLength(1);
    expect(record(typed, 'Set filters', filters(2), 60_000).past).toHaveLength(2);
    expect(record(seal(typed), 'Set filters', filters(2), 1500).past).toHaveLength(2);
    const returned = redo(undo(typed));
    expect(record(returned, 'Set filters', filters(2), 1500).past).toHaveLength(2);
  });

  it('forgets the future at a new step, and does not record what changes nothing', () => {
    const back = undo(record(createHistory(start), 'Remove conv', bypass));
    expect(record(back, 'Nothing', [{ type: 'bypass', node: 'gone' }])).toBe(back);
    expect(redoLabel(record(back, 'Set filters', filters(3)))).toBeNull();
  });

  it('keeps a limited number of steps', () => {
    let history = createHistory(start);
    for (let i = 0; i < historyDepth + 20; i++)
      history = record(history, `Move ${i}`, [{ type: 'move', positions: { conv: { x: i, y: 1 } } }]);
    expect(history.past).toHaveLength(historyDepth);
    expect(history.past[0]?.label).toBe('Move 20');
  });

  it('comes back to where it was after any commands', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyCommand, { minLength: 1, maxLength: 3 }), { maxLength: 15 }), (steps) => {
        const empty = emptyDocument('random');
        let history = steps.reduce((done, commands, i) => record(done, `${i}`, commands), createHistory(empty));
        const last = history.present;
        while (history.past.length > 0) history = undo(history);
        expect(history.present).toBe(empty);
        while (history.future.length > 0) history = redo(history);
        expect(history.present).toBe(last);
      }),
    );
  });
});
