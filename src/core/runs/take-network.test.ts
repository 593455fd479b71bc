import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import { applyCommands } from '../document/commands.ts';
import { createHistory, record, undo } from '../document/history.ts';
import { drawingOf } from '../document/run-marks.ts';
import { emptyDocument, type StrideDocument } from '../document/schema.ts';
import { anyCommand } from '../document/testing/arbitrary.ts';
import { networkCommands } from './take-network.ts';

const note = { id: 'n1', text: 'Why?', x: 0, y: 0, width: 160, height: 60 };
const start: StrideDocument = {
  ...documentOf([
    ['a', 'input', { shape: [8] }],
    ['b', 'dense', { units: 8 }, ['a']],
    ['c', 'relu', {}, ['b']],
  ]),
  groups: { g1: { id: 'g1', name: 'one', members: ['b', 'c'], parent: null, collapsed: true } },
  notes: { n1: note },
};

it('gives the drawing of any document back, whatever was there, and undoes in one step', () => {
  const edits = fc.array(anyCommand, { maxLength: 8 });
  fc.assert(
    fc.property(edits, edits, fc.boolean(), (one, other, fromNothing) => {
      const drawn = drawingOf(applyCommands(start, one));
      const present = applyCommands(fromNothing ? emptyDocument('empty') : start, other);
      const history = record(createHistory(present), 'take', networkCommands(present, drawn));
      expect(drawingOf(history.present)).toEqual(drawn);
      expect(history.present.notes).toEqual(present.notes);
      expect(history.present.training).toEqual(present.training);
      expect(undo(history).present).toEqual(present);
    }),
  );
});
