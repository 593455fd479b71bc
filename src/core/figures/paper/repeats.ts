import type { Arc, Flow, Item } from './flow.ts';

/** Items that stand `times` in a row in the network and once in the figure, by their places in it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly times: number;
}

/** A wire over items, by their places. */
export interface Bow {
  readonly from: number;
  readonly to: number;
}

export interface Figured {
  readonly items: readonly Item[];
  readonly spans: readonly Span[];
  readonly bows: readonly Bow[];
}

/** Longest sequence of items that is looked for again right behind itself. */
const longestUnit = 8;

/**
 * The flow without what only repeats: equal layers in a row are one item, a pooling goes with what it shrinks, and of
 * blocks that follow each other the last one stands for all. Nothing is joined that a wire from elsewhere enters.
 */
export function withoutRepeats({ items, arcs }: Flow): Figured {
  const sources = new Set(arcs.map(({ from }) => from));
  const stacked = pooled(joined(items, sources), sources);
  const kept: Item[] = [];
  const spans: Span[] = [];
  const places = placesOf(stacked, arcs);
  for (let i = 0; i < stacked.length; ) {
    const { length, times } = bestRun(stacked, places, i);
    if (times > 1) spans.push({ from: kept.length, to: kept.length + length - 1, times });
    for (let j = 0; j < length; j++) {
      const copies = Array.from({ length: times }, (_, copy) => stacked[i + copy * length + j]).filter(isItem);
      const last = copies.at(-1);
      if (last) kept.push({ ...last, ids: copies.flatMap(({ ids }) => ids), starts: copies[0]?.starts ?? false });
    }
    i += length * times;
  }
  return { items: kept, spans, bows: bowsOf(kept, spans, arcs) };
}

const isItem = (item: Item | undefined): item is Item => item !== undefined;

/** Equal layers in a row as one item. */
function joined(items: readonly Item[], sources: ReadonlySet<string>): readonly Item[] {
  const result: Item[] = [];
  for (const item of items) {
    const last = result.at(-1);
    const same =
      last?.type === 'slabs' &&
      item.type === 'slabs' &&
      !item.starts &&
      last.shape === item.shape &&
      last.key === item.key &&
      !last.ids.some((id) => sources.has(id));
    if (same) result[result.length - 1] = { ...last, ids: [...last.ids, ...item.ids], times: last.times + 1 };
    else result.push(item);
  }
  return result;
}

/** A pooling stands right behind the layers that it shrinks, as one item with them; not where a wire leaves between. */
function pooled(items: readonly Item[], sources: ReadonlySet<string>): readonly Item[] {
  const result: Item[] = [];
  for (const item of items) {
    const last = result.at(-1);
    const [pool] = item.looks;
    const follows = last?.type === 'slabs' && !last.pooling && isPlain(last, sources);
    if (item.pooling && pool && !pool.flat && !item.starts && follows)
      result[result.length - 1] = {
        ...last,
        ids: [...last.ids, ...item.ids],
        looks: [...last.looks, pool],
        lines: [...last.lines, ...item.lines],
        key: `${last.key}\n${item.key}`,
      };
    else result.push(item);
  }
  return result;
}

const isPlain = ({ looks, ids }: Item, sources: ReadonlySet<string>): boolean =>
  looks.length === 1 && looks[0]?.flat === false && !ids.some((id) => sources.has(id));

/** Places of the items that hold the ends of each arc. */
function placesOf(items: readonly Item[], arcs: readonly Arc[]): readonly Bow[] {
  const at = new Map(items.flatMap(({ ids }, i) => ids.map((id) => [id, i] as const)));
  return arcs.flatMap(({ from, to }) => {
    const [start, end] = [at.get(from), at.get(to)];
    return start === undefined || end === undefined ? [] : [{ from: start, to: end }];
  });
}

/** The run from here on that takes the most items away. */
function bestRun(items: readonly Item[], bows: readonly Bow[], start: number) {
  let best = { length: 1, times: 1 };
  // A merge ends a block and begins none.
  if (items[start]?.type === 'merge') return best;
  for (let length = 1; length <= longestUnit && start + 2 * length <= items.length; length++) {
    let times = 1;
    while (sameUnit(items, bows, start, start + times * length, length)) times++;
    while (times > 1 && !isClosed(bows, start, length, times)) times--;
    if (times > 1 && (times - 1) * length > (best.times - 1) * best.length) best = { length, times };
  }
  return best;
}

function sameUnit(items: readonly Item[], bows: readonly Bow[], a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    const [left, right] = [items[a + i], items[b + i]];
    if (!left || !right || right.starts || signature(left) !== signature(right)) return false;
    if (offsets(bows, a + i) !== offsets(bows, b + i)) return false;
  }
  return true;
}

const signature = ({ type, times, key }: Item): string => `${type} ${times}\n${key}`;

/** How far back the wires begin that end at an item. */
const offsets = (bows: readonly Bow[], end: number): string =>
  bows
    .filter(({ to }) => to === end)
    .map(({ from }) => end - from)
    .join();

/** Whether no wire leads into the run or out of it but at its ends, and none from one unit into another. */
function isClosed(bows: readonly Bow[], start: number, length: number, times: number): boolean {
  const end = start + length * times;
  const inside = (place: number) => place >= start && place < end;
  return bows.every(({ from, to }) => {
    if (inside(from) && !inside(to)) return from === end - 1;
    if (inside(to)) return to - from <= length && from >= start - 1;
    return true;
  });
}

/** The arcs over what is left: one that began in the unit before begins before the unit that stands for all. */
function bowsOf(items: readonly Item[], spans: readonly Span[], arcs: readonly Arc[]): readonly Bow[] {
  const found = new Map<string, Bow>();
  for (const { from, to } of placesOf(items, arcs)) {
    const span = spans.find((candidate) => to >= candidate.from && to <= candidate.to);
    const start = from >= to && span ? span.from - 1 : from;
    if (start >= 0 && start < to) found.set(`${start} ${to}`, { from: start, to });
  }
  return [...found.values()];
}
