import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collapseOf } from '../../src/core/document/collapse.ts';
import { applyCommands } from '../../src/core/document/commands.ts';
import { nodesWithin } from '../../src/core/document/groups.ts';
import { createHistory, record, redo, undo } from '../../src/core/document/history.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { inceptionV3 } from '../../templates/inception-v3.ts';
import { resNet50 } from '../../templates/resnet-50.ts';
import { uNet } from '../../templates/u-net.ts';
import { foldCommands } from './collapse-actions.ts';
import { cardRect, groupFrames, overlaps, type Rect, rectOf } from './geometry.ts';

const folded = (document: StrideDocument, id: string) => applyCommands(document, foldCommands(document, id));

const networks = { uNet: uNet.build(), resNet50: resNet50.build(), inceptionV3: inceptionV3.build() };

/** What is seen of a network, with the groups around each: a frame holds what is in it, and may cover nothing else. */
function collisions(document: StrideDocument): string[] {
  const within = nodesWithin(document.groups);
  const { cardOf, layers } = collapseOf(document.groups);
  const shown: { readonly id: string; readonly rect: Rect; readonly holds: ReadonlySet<string> }[] = [];
  for (const { group, rect } of groupFrames(document))
    shown.push({ id: group.id, rect, holds: new Set(within.get(group.id)) });
  for (const [id, hidden] of layers) {
    const rect = cardRect(document, id);
    if (rect) shown.push({ id, rect, holds: new Set(hidden) });
  }
  for (const id of Object.keys(document.graph.nodes)) {
    const rect = cardOf.has(id) ? null : rectOf(document, id);
    if (rect) shown.push({ id, rect, holds: new Set([id]) });
  }
  const apart = (a: ReadonlySet<string>, b: ReadonlySet<string>) => ![...a].some((id) => b.has(id));
  return shown.flatMap((a, i) =>
    shown
      .slice(i + 1)
      .flatMap((b) => (apart(a.holds, b.holds) && overlaps(a.rect, b.rect) ? [`${a.id} × ${b.id}`] : [])),
  );
}

const groupsOf = (document: StrideDocument) => Object.keys(document.groups);

describe.each(Object.entries(networks))('groups of %s', (_, document) => {
  const ids = groupsOf(document);
  const already = new Set(collisions(document));
  const fresh = (now: StrideDocument) => collisions(now).filter((one) => !already.has(one));

  it('leave no hole when they are collapsed, cover nothing, and open to what they were', () => {
    expect(ids.length).toBeGreaterThan(4);
    for (const id of ids) {
      const collapsed = folded(document, id);
      expect(fresh(collapsed), id).toEqual([]);
      expect(folded(collapsed, id), id).toEqual(document);
    }
  });

  it('open, in the order of collapsing backwards, to what they were; each step can be undone and redone', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 1, maxLength: 6 }), (chosen) => {
        let history = createHistory(document);
        for (const id of chosen) history = record(history, 'fold', foldCommands(history.present, id));
        const small = history.present;
        expect(fresh(small)).toEqual([]);
        for (const id of chosen.toReversed()) history = record(history, 'fold', foldCommands(history.present, id));
        expect(history.present).toEqual(document);
        for (const _ of chosen) history = undo(history);
        expect(history.present).toEqual(small);
        for (const _ of chosen) history = undo(history);
        expect(history.present).toBe(document);
        for (const _ of chosen) history = redo(history);
        expect(history.present).toEqual(small);
      }),
      { numRuns: 12 },
    );
  });
});

describe('a group in a chain', () => {
  const document = networks.resNet50;
  const top = (now: StrideDocument, id: string) => (collapseOf(now.groups).cardOf.has(id) ? null : rectOf(now, id)?.y);

  it('draws up what lies under it by what its card is lower, and pushes it away as far when it opens', () => {
    const [frame] = groupFrames(document).filter(({ group }) => group.parent === null && group.members.length > 0);
    if (!frame) throw new Error('no group');
    const { group, rect } = frame;
    const after = folded(document, group.id);
    const card = cardRect(after, group.id);
    expect(card?.y).toBe(rect.y);
    const below = Object.keys(document.graph.nodes).filter((id) => {
      const at = rectOf(document, id);
      return at && at.y >= rect.y + rect.height && at.x < rect.x + rect.width && rect.x < at.x + at.width;
    });
    expect(below.length).toBeGreaterThan(0);
    const by = rect.height - (card?.height ?? 0);
    for (const id of below) expect((top(document, id) ?? 0) - (top(after, id) ?? 0)).toBe(by);
  });

  it('makes room for itself in a network that was drawn up around its card', () => {
    const [first, second] = groupFrames(document).map(({ group }) => group.id);
    if (first === undefined || second === undefined) throw new Error('no groups');
    const tight = folded(folded(document, first), second);
    const opened = folded(tight, first);
    expect(collisions(opened)).toEqual([]);
    expect(folded(opened, first)).toEqual(tight);
  });
});
