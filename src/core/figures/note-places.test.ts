import { describe, expect, it } from 'vitest';
import { built } from '../../../templates/testing/built.ts';
import { applyCommand } from '../document/commands.ts';
import type { Note, Position, StrideDocument } from '../document/schema.ts';
import { groupFrames, rectOf } from './geometry.ts';
import { notesFollowing, notesInGroup } from './note-places.ts';

const note = (id: string, x: number, y: number, width = 120, height = 48): Note => ({
  id,
  text: id,
  x,
  y,
  width,
  height,
});

const withNotes = (document: StrideDocument, ...notes: readonly Note[]): StrideDocument =>
  notes.reduce((current, one) => applyCommand(current, { type: 'writeNote', note: one }), document);

const placeOf = (document: StrideDocument, id: string): Position => document.layout[id] ?? { x: 0, y: 0 };

describe('notes when layers are arranged anew', () => {
  const plain = built('lenet-5');
  const c5 = rectOf(plain, 'c5');
  if (!c5) throw new Error('lenet-5 has no c5');
  const beside = note('beside', c5.x + c5.width + 24, c5.y);
  const document = withNotes(plain, beside);

  it('stay beside the layer that they were beside', () => {
    const positions = { c5: { x: c5.x + 400, y: c5.y + 60 } };
    const moved = applyCommand(document, { type: 'move', positions });
    expect(notesFollowing(document, moved)).toEqual({ beside: { x: beside.x + 400, y: beside.y + 60 } });
    expect(notesFollowing(document, document)).toEqual({});
  });

  it('cover no layer that they did not cover', () => {
    // The column next to c5's is where the note would go.
    const moved = applyCommand(document, { type: 'move', positions: { f6: { x: beside.x, y: beside.y } } });
    const place = notesFollowing(document, moved).beside;
    expect(place).toBeDefined();
    const rect = { ...beside, ...place };
    for (const id of Object.keys(moved.graph.nodes)) {
      const layer = rectOf(moved, id);
      const apart =
        !layer ||
        rect.x >= layer.x + layer.width ||
        layer.x >= rect.x + rect.width ||
        rect.y >= layer.y + layer.height ||
        layer.y >= rect.y + rect.height;
      expect(apart, id).toBe(true);
    }
  });

  it('stay where they are in a document without layers', () => {
    const alone = { ...document, graph: { nodes: {}, edges: {} }, layout: {} };
    expect(notesFollowing(alone, alone)).toEqual({});
  });

  it('inside a group go with its layers', () => {
    const resnet = built('resnet-18');
    const frame = groupFrames(resnet).find(({ depth }) => depth > 0) ?? groupFrames(resnet)[0];
    if (!frame) throw new Error('resnet-18 has no groups');
    const inside = note('inside', frame.rect.x + 4, frame.rect.y + 40, 80, 40);
    const outside = note('outside', frame.rect.x - 500, frame.rect.y);
    const noted = withNotes(resnet, inside, outside);
    expect(notesInGroup(noted, frame.group.id)).toEqual(['inside']);
    const positions = Object.fromEntries(
      frame.group.members.map((id) => [id, { x: placeOf(resnet, id).x + 3000, y: placeOf(resnet, id).y }]),
    );
    const moved = applyCommand(noted, { type: 'move', positions });
    expect(notesFollowing(noted, moved).inside?.x).toBe(inside.x + 3000);
  });
});
