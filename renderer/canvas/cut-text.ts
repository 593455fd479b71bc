import type { Measure } from '../../src/core/figures/fit.ts';

/** What of a text fits into `room`, in ems: all of it, its beginning and an ellipsis, or '' where three letters do not fit. */
export interface Cutter {
  cut(text: string, room: number, weight: number): string;
  /** To be called before each drawing: a font that has been loaded since has other widths. */
  begin(): void;
}

/** Size at which texts are measured, px; widths grow with the size. */
const em = 100;
const probe = 'Conv2D 0×1';
/** Widths that are kept; beyond, they are measured anew. */
const mostKept = 40_000;

/** Measures every text once: in a drawing of thousands of layers nothing else takes as long. */
export function createCutter(measure: Measure): Cutter {
  const widths = new Map<string, number>();
  let probed = 0;
  const widthOf = (text: string, weight: number): number => {
    const key = `${weight} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    if (widths.size >= mostKept) widths.clear();
    const width = measure(text, em, weight) / em;
    widths.set(key, width);
    return width;
  };
  return {
    cut(text, room, weight) {
      if (widthOf(text, weight) <= room) return text;
      const cutAt = (length: number): string => `${text.slice(0, length)}…`;
      let [fits, beyond] = [2, text.length];
      while (beyond - fits > 1) {
        const middle = Math.floor((fits + beyond) / 2);
        if (widthOf(cutAt(middle), weight) <= room) fits = middle;
        else beyond = middle;
      }
      return fits < 3 ? '' : cutAt(fits);
    },
    begin() {
      const now = measure(probe, em, 430);
      if (now !== probed) widths.clear();
      probed = now;
    },
  };
}
