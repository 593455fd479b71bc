import { expect, test } from 'vitest';
import { built } from '../../../templates/testing/built.ts';
import { analyze } from '../analysis/analyze.ts';
import { applyCommand } from '../document/commands.ts';
import type { Position, StrideDocument } from '../document/schema.ts';
import { drawingSvg } from './drawing.ts';
import { bendsOf, cardRect, rectOf } from './geometry.ts';
import { drawingWords } from './testing/words.ts';
import { everyElement, parseXml } from './testing/xml.ts';
import { arrowLength, wirePath } from './wire-path.ts';

/** The pieces of a path: where each begins, the places that draw it, where it ends. */
function pieces(path: string): readonly (readonly Position[])[] {
  let at: Position[] = [];
  return (path.match(/[MLCQ][^MLCQ]+/g) ?? []).flatMap((piece) => {
    const numbers = piece.slice(1).split(' ').map(Number);
    const places = numbers.flatMap((x, i) => (i % 2 === 0 ? [{ x, y: numbers[i + 1] ?? Number.NaN }] : []));
    const drawn = piece.startsWith('M') ? [] : [[...at, ...places]];
    at = places.slice(-1);
    return drawn;
  });
}

const isLong = (piece: readonly Position[]): boolean => {
  const [a, b] = [piece[0], piece.at(-1)];
  return a !== undefined && b !== undefined && (a.x !== b.x || a.y !== b.y);
};

const from = { x: 0, y: 0 };
const to = { x: 50, y: 400 };
const end = { x: 50, y: 400 - arrowLength };
const ways: readonly (readonly [string, readonly Position[]])[] = [
  ['one lane further', [{ x: 200, y: 150 }]],
  [
    'down another lane',
    [
      { x: 200, y: 120 },
      { x: 200, y: 260 },
    ],
  ],
  [
    'across',
    [
      { x: 0, y: 60 },
      { x: 300, y: 60 },
      { x: 300, y: 200 },
    ],
  ],
  [
    'up and around',
    [
      { x: 90, y: 40 },
      { x: 90, y: -150 },
      { x: -120, y: -150 },
      { x: -120, y: 380 },
    ],
  ],
  ['right below what it leaves', [{ x: 0, y: 4 }]],
  [
    'back over itself',
    [
      { x: 0, y: 300 },
      { x: 0, y: 100 },
    ],
  ],
];

test.each(ways)('a wire bent %s leaves and arrives vertically, where its arrow begins', (_, via) => {
  const drawn = pieces(wirePath(from, to, null, via)).filter(isLong);
  const [start, next] = drawn[0] ?? [];
  expect(start).toEqual(from);
  expect(next?.x).toBe(0);
  expect(next?.y).toBeGreaterThan(0);
  const [before, last] = drawn.at(-1)?.slice(-2) ?? [];
  expect(last).toEqual(end);
  expect(before?.x).toBe(50);
  expect(before?.y).toBeLessThan(end.y);
});

test.each(ways)('a wire bent %s comes by each of its bends in order', (_, via) => {
  const drawn = pieces(wirePath(from, to, null, via)).flat();
  let passed = 0;
  for (const bend of via) {
    passed = drawn.findIndex((at, i) => i >= passed && at.x === bend.x && at.y === bend.y);
    expect(passed).toBeGreaterThanOrEqual(0);
  }
});

test.each(ways.slice(0, 4))('a wire bent %s has no sharp corner', (_, via) => {
  const drawn = pieces(wirePath(from, to, null, via)).filter(isLong);
  const direction = (a: Position | undefined, b: Position | undefined) =>
    a && b ? Math.atan2(b.y - a.y, b.x - a.x) : Number.NaN;
  drawn.slice(1).forEach((piece, i) => {
    const before = drawn[i] ?? [];
    expect(direction(piece[0], piece[1])).toBeCloseTo(direction(before.at(-2), before.at(-1)), 6);
  });
});

function bentOutward(document: StrideDocument, id: string, via: readonly Position[]): StrideDocument {
  return applyCommand(document, { type: 'bend', via: { [id]: via } });
}

test('the drawing leads the wire through its bends, and has room for them', () => {
  const plain = built('lenet-5');
  const wire = Object.values(plain.graph.edges).find(({ target }) => target === 'c3');
  if (!wire) throw new Error('nothing feeds c3');
  const from = rectOf(plain, wire.source);
  const far = { x: (from?.x ?? 0) + 2000, y: (from?.y ?? 0) + 200 };
  const svgOf = (document: StrideDocument) =>
    drawingSvg(document, analyze(document.graph), {
      theme: 'light',
      words: drawingWords,
      share: 'parameters',
      background: true,
    });
  const bent = parseXml(svgOf(bentOutward(plain, wire.id, [far])));
  const path = everyElement(bent).find(({ attributes }) => attributes.d?.includes(`${far.x} ${far.y}`));
  expect(path).toBeDefined();
  const [left = 0, , width = 0] = bent.attributes.viewBox?.split(' ').map(Number) ?? [];
  expect(left + width).toBeGreaterThan(far.x);
});

test('bends behind the card of a collapsed group are not seen, those outside of it are', () => {
  const document = built('resnet-18');
  const group = Object.values(document.groups).find(({ members }) => members.length > 3);
  if (!group) throw new Error('no group');
  const wire = Object.values(document.graph.edges).find(
    ({ source, target }) => group.members.includes(source) !== group.members.includes(target),
  );
  const first = rectOf(document, group.members[0] ?? '');
  if (!wire || !first) throw new Error('nothing leaves the group');
  const inside = { x: first.x + 4, y: first.y + 4 };
  const outside = { x: first.x + 5000, y: first.y };
  const bent = bentOutward(document, wire.id, [inside, outside]);
  const seen = (groups: StrideDocument['groups']) => {
    const edge = bent.graph.edges[wire.id];
    return edge && bendsOf({ ...bent, groups }, edge);
  };
  expect(seen(bent.groups)).toEqual([inside, outside]);
  const collapsed = { ...bent.groups, [group.id]: { ...group, collapsed: true } };
  expect(cardRect({ ...bent, groups: collapsed }, group.id)).not.toBeNull();
  expect(seen(collapsed)).toEqual([outside]);
});
