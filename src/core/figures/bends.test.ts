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

/** The places where the pieces of a path end, and the places that each piece is drawn with. */
function pieces(path: string): readonly (readonly Position[])[] {
  return (path.match(/[MLC][^MLC]+/g) ?? []).map((piece) => {
    const numbers = piece.slice(1).split(' ').map(Number);
    return numbers.flatMap((x, i) => (i % 2 === 0 ? [{ x, y: numbers[i + 1] ?? Number.NaN }] : []));
  });
}
const ends = (path: string) => pieces(path).map((piece) => piece.at(-1));

test('a bent wire goes through each of its bends in order, to where its arrow begins', () => {
  const via = [
    { x: 200, y: 120 },
    { x: 200, y: 260 },
    { x: 40, y: 300 },
  ];
  const passed = ends(wirePath({ x: 0, y: 0 }, { x: 0, y: 400 }, null, via));
  const places = via.map((bend) => passed.findIndex((end) => end?.x === bend.x && end.y === bend.y));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(passed.at(-1)).toEqual({ x: 0, y: 400 - arrowLength });
});

test.each([
  ['down', { x: 200, y: 150 }],
  ['up', { x: 200, y: -150 }],
  ['beside', { x: 300, y: 4 }],
])('a wire bent %s leaves and arrives vertically', (_, bend) => {
  const path = wirePath({ x: 0, y: 0 }, { x: 50, y: 400 }, null, [bend]);
  const [start, first] = pieces(path);
  expect(first?.[0]?.x).toBe(start?.[0]?.x);
  expect(first?.[0]?.y).toBeGreaterThan(0);
  const last = pieces(path).at(-1);
  expect(last?.at(-2)?.x).toBe(50);
  expect(last?.at(-2)?.y).toBeLessThan(400 - arrowLength);
});

test('a wire is smooth at its bends: it leaves them as it came', () => {
  const via = [
    { x: 200, y: 120 },
    { x: 260, y: 60 },
    { x: -80, y: 20 },
    { x: -90, y: 300 },
  ];
  const drawn = pieces(wirePath({ x: 0, y: 0 }, { x: 50, y: 400 }, null, via));
  const direction = (a: Position, b: Position) => Math.atan2(b.y - a.y, b.x - a.x);
  const way = drawn.map((piece, i) => [...(drawn[i - 1]?.slice(-1) ?? []), ...piece]);
  for (const bend of via) {
    const at = way.findIndex((piece) => piece.at(-1)?.x === bend.x && piece.at(-1)?.y === bend.y);
    const [a, b] = (way[at] ?? []).slice(-2);
    const [c, d] = way[at + 1] ?? [];
    if (!a || !b || !c || !d) throw new Error('the path ends at a bend');
    expect(direction(a, b)).toBeCloseTo(direction(c, d), 10);
  }
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
