import { expect, test } from 'vitest';
import { applyCommand, type Command } from '../../src/core/document/commands.ts';
import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import { inceptionV3 } from '../../templates/inception-v3.ts';
import { createFrameReader, type FrameReader } from './frames.ts';
import { type Frame, groupFrames } from './geometry.ts';

const network = inceptionV3.build();
const still: ReadonlyMap<string, Position> = new Map();
const [first, second] = Object.values(network.groups);
const [layer = '', other = ''] = first?.members ?? [];
const [elsewhere = ''] = second?.members ?? [];

const moved = (document: StrideDocument, ids: readonly string[], right: number): ReadonlyMap<string, Position> =>
  new Map(
    ids.map((id) => {
      const at = document.layout[id] ?? { x: 0, y: 0 };
      return [id, { x: at.x + right, y: at.y }] as const;
    }),
  );

const rects = (frames: readonly Frame[]) => frames.map(({ group, rect, depth }) => [group.id, rect, depth]);

function expectWhole(read: FrameReader, document: StrideDocument, live = false, moving = still): void {
  expect(rects(read(document, live, moving))).toEqual(rects(groupFrames(document, { live, moving })));
}

test('in a drag, the frames are those that are found when all of them are looked for', () => {
  const read = createFrameReader();
  expectWhole(read, network);
  for (const right of [4, 400, -900]) expectWhole(read, network, false, moved(network, [layer, elsewhere], right));
  expectWhole(read, network, false, moved(network, [other], 80));
  expectWhole(read, network);
});

test('edits of places, settings and groups change the frames that they concern', () => {
  const read = createFrameReader();
  let document = network;
  expectWhole(read, document);
  const edit = (command: Command) => {
    const before = rects(read(document, false, still));
    document = applyCommand(document, command);
    expectWhole(read, document);
    return before;
  };
  const before = edit({ type: 'move', positions: Object.fromEntries(moved(document, [layer], -500)) });
  expect(rects(read(document, false, still))).not.toEqual(before);
  edit({ type: 'setParams', node: other, params: { activation: 'relu' } });
  edit({ type: 'remove', nodes: [elsewhere], edges: [] });
  edit({ type: 'ungroup', group: first?.id ?? '' });
  expectWhole(read, document, true);
});

test('what did not change keeps its answer', () => {
  const read = createFrameReader();
  expect(read(network, false, still)).toBe(read({ ...network, name: 'another' }, false, still));
});
