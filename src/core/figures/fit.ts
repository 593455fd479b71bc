/* What of a text fits into a node: shorter ways to say it, rather than letters cut in half. */

/** Width of a text in px, at a size in px and a weight. */
export type Measure = (text: string, size: number, weight: number) => number;

export interface Head {
  readonly title: string;
  /** The hyper-parameters, or what of them fits. */
  readonly spec: string;
}

/** px at 100 %: beside the tile, the gap before the hyper-parameters, the edge of the node. */
const head = { room: 152 - 35 - 8, gap: 8 } as const;

/** Sizes of text by how near the network is, px at 100 %; far away the hyper-parameters go. */
export const textSizes = {
  near: { title: 12, meta: 11 },
  middle: { title: 13, meta: 12 },
  far: { title: 16, meta: 14.5 },
} as const;
export type Detail = keyof typeof textSizes;

/** `3×3/2, 128`, then without the space, then only the first of them; nothing where not even that fits. */
export function fitHead(title: string, spec: string, detail: Detail, measure: Measure): Head {
  const sizes = textSizes[detail];
  const shown = cut(title, head.room, (text) => measure(text, sizes.title, 620));
  const room = head.room - measure(shown, sizes.title, 620) - head.gap;
  const [first = ''] = spec.split(', ');
  const ways = detail === 'far' ? [] : [spec, spec.replaceAll(', ', ','), first];
  return { title: shown, spec: ways.find((way) => measure(way, sizes.meta, 430) <= room) ?? '' };
}

/** px at 100 %: the row, less the margins and the padding of the shape's chip. */
const row = { room: 152 - 9 - 8 - 8, gap: 6 } as const;

export interface MetaTexts {
  readonly shape: string;
  readonly amount: string;
  readonly percent: string;
}

/** The percent goes first, then the figure: the shape stays. */
export function fitMeta(meta: MetaTexts, detail: Detail, measure: Measure): MetaTexts {
  const { meta: size } = textSizes[detail];
  const shape = cut(meta.shape, row.room, (text) => measure(text, size, 530));
  const room = row.room - measure(shape, size, 530) - row.gap;
  const amount = measure(meta.amount, size, 430);
  if (amount > room) return { shape, amount: '', percent: '' };
  const both = amount + 5 + measure(meta.percent, size, 620);
  return { shape, amount: meta.amount, percent: detail !== 'far' && both <= room ? meta.percent : '' };
}

/** px at 100 %: the row of a strip, less its margins and its icon with the gap after it; the least gap before a figure. */
const strip = { room: 152 - 12 - 8 - 18, gap: 8 } as const;

/** What is printed right of a strip's name; nothing where the name would have to be cut for it. */
export function fitStrip(title: string, amount: string, detail: Detail, measure: Measure): string {
  const { meta } = textSizes[detail];
  return measure(title, meta, 430) + strip.gap + measure(amount, meta, 430) <= strip.room ? amount : '';
}

/** The text, or its beginning and an ellipsis. */
export function cut(text: string, room: number, width: (text: string) => number): string {
  if (width(text) <= room) return text;
  for (let length = text.length - 1; length > 1; length--) {
    const shorter = `${text.slice(0, length)}…`;
    if (width(shorter) <= room) return shorter;
  }
  return '…';
}
