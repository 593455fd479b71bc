import fc from 'fast-check';
import { defaultSearch } from '../../search/schema.ts';
import type { Command } from '../commands.ts';
import { type LayerNode, maxNoteLength, type Note } from '../schema.ts';

/** Few ids, so that commands often meet what others made, and often miss. */
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const edgeId = fc.constantFrom('e1', 'e2', 'e3', 'e4', 'e5');
const groupId = fc.constantFrom('g1', 'g2', 'g3');
const kind = fc.constantFrom('input', 'relu', 'add', 'concatenate', 'dense', 'mystery');
const position = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
const name = fc.oneof(fc.string(), fc.constantFrom('conv2d', 'conv2d_1', '  ', 'x'.repeat(300)));
const params = fc.constantFrom<Readonly<Record<string, unknown>>>({}, { units: 3 }, { units: 0, axis: 1 });
const node: fc.Arbitrary<LayerNode> = fc.record({ id, kind, name: fc.constantFrom('n', 'm'), params });
const via = fc.array(position, { minLength: 1, maxLength: 3 });
const edge = fc.record(
  { id: edgeId, source: id, target: id, port: fc.nat(4), via },
  { requiredKeys: ['id', 'source', 'target', 'port'] },
);
const positions = fc.dictionary(id, position);
const group = fc.record({
  id: groupId,
  name: fc.constant('G'),
  members: fc.array(id, { maxLength: 3 }),
  parent: fc.option(groupId),
  collapsed: fc.boolean(),
});

const noteId = fc.constantFrom('n1', 'n2', 'n3');
const length = fc.integer({ min: -5, max: 5000 });
const note: fc.Arbitrary<Note> = fc.record(
  {
    id: noteId,
    text: fc.oneof(fc.string(), fc.constantFrom('Stem: 7×7, then halves', ' \n', 'x'.repeat(maxNoteLength + 9))),
    x: fc.integer({ min: -500, max: 500 }),
    y: fc.integer({ min: -500, max: 500 }),
    width: length,
    height: length,
    tone: fc.constantFrom('amber' as const, 'blue' as const, 'green' as const),
  },
  { requiredKeys: ['id', 'text', 'x', 'y', 'width', 'height'] },
);
const place = fc.oneof(
  position,
  note.map(({ x, y, width, height }) => ({ x, y, width, height })),
);

/** Any command with parts that the schema takes; most name something that is not there. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        type: fc.constant('add' as const),
        nodes: fc.array(node, { maxLength: 3 }),
        edges: fc.array(edge, { maxLength: 3 }),
        positions,
        groups: fc.array(group, { maxLength: 2 }),
        notes: fc.array(note, { maxLength: 2 }),
      },
      { requiredKeys: ['type', 'nodes', 'edges', 'positions'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        type: fc.constant('remove' as const),
        nodes: fc.array(id, { maxLength: 2 }),
        edges: fc.array(edgeId, { maxLength: 2 }),
        notes: fc.array(noteId, { maxLength: 2 }),
      },
      { requiredKeys: ['type', 'nodes', 'edges'] },
    ),
  },
  fc.record({ type: fc.constant('setParams' as const), node: id, params }),
  fc.record({ type: fc.constant('setCommon' as const), nodes: fc.array(id, { maxLength: 3 }), params }),
  fc.record({ type: fc.constant('rename' as const), node: id, name }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('setMode' as const),
      nodes: fc.array(id, { maxLength: 2 }),
      mode: fc.constantFrom('bypass' as const, 'mute' as const, null),
    }),
  },
  fc.record({ type: fc.constant('freeze' as const), nodes: fc.array(id, { maxLength: 2 }), frozen: fc.boolean() }),
  fc.record({ type: fc.constant('share' as const), node: id, owner: fc.option(id) }),
  fc.record({ type: fc.constant('replace' as const), node: id, kind, params }),
  { weight: 4, arbitrary: fc.record({ type: fc.constant('connect' as const), edge }) },
  fc.record({ type: fc.constant('insertOnEdge' as const), edge: edgeId, node, position }),
  fc.record({ type: fc.constant('bypass' as const), node: id }),
  fc.record({
    type: fc.constant('dock' as const),
    nodes: fc.array(id, { maxLength: 3 }),
    docked: fc.boolean(),
    positions,
  }),
  fc.record({ type: fc.constant('move' as const), positions }),
  fc.record({ type: fc.constant('bend' as const), via: fc.dictionary(edgeId, fc.array(position, { maxLength: 40 })) }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('group' as const),
      group,
      children: fc.array(groupId, { maxLength: 2 }),
    }),
  },
  fc.record({ type: fc.constant('ungroup' as const), group: groupId }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant('writeNote' as const), note }) },
  fc.record({ type: fc.constant('placeNotes' as const), places: fc.dictionary(noteId, place, { maxKeys: 2 }) }),
  fc.record({
    type: fc.constant('toneNotes' as const),
    notes: fc.array(noteId, { maxLength: 2 }),
    tone: fc.constantFrom('amber' as const, 'blue' as const, null),
  }),
  fc.record({
    type: fc.constant('setTraining' as const),
    settings: fc.record({ epochs: fc.integer({ min: 1, max: 9 }) }),
  }),
  fc.record({
    type: fc.constant('setSearch' as const),
    search: fc.record({ trials: fc.integer({ min: 1, max: 9 }) }).map((changes) => ({ ...defaultSearch, ...changes })),
  }),
  fc.record({ type: fc.constant('renameDocument' as const), name }),
);
