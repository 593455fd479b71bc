import { expect, test } from 'vitest';
import { documentOf } from '../../src/core/analysis/testing/graph.ts';
import { applyCommands } from '../../src/core/document/commands.ts';
import { modesOf } from './group-modes.ts';

const chain = documentOf([
  ['in', 'input', { shape: [8] }],
  ['a', 'dense', {}, ['in']],
  ['b', 'dense', {}, ['a']],
  ['c', 'dense', {}, ['b']],
]);
const inside = ['a', 'b', 'c'];

test('a card says which of its layers rest, and whether all of them do', () => {
  expect(modesOf(chain, inside)).toEqual({ all: null, modes: [], count: { bypass: 0, mute: 0 } });
  const some = applyCommands(chain, [{ type: 'setMode', nodes: ['a'], mode: 'mute' }]);
  expect(modesOf(some, inside)).toEqual({ all: null, modes: ['mute'], count: { bypass: 0, mute: 1 } });
  const both = applyCommands(some, [{ type: 'setMode', nodes: ['b', 'c'], mode: 'bypass' }]);
  expect(modesOf(both, inside)).toEqual({ all: null, modes: ['bypass', 'mute'], count: { bypass: 2, mute: 1 } });
  const whole = applyCommands(chain, [{ type: 'setMode', nodes: inside, mode: 'bypass' }]);
  expect(modesOf(whole, inside)).toEqual({ all: 'bypass', modes: ['bypass'], count: { bypass: 3, mute: 0 } });
});
