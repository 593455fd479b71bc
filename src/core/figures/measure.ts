import type { Measure } from './fit.ts';

/** Letters whose widths are known, in the order of the tables. */
const letters = [...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)), '×', '…', '·', '−', '–'];

/**
 * Advances of Inter, in thousandths of its size, measured in Chromium. Texts are fitted with these wherever a drawing is
 * made, so that it is the same everywhere.
 */
const advances = {
  400: [
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620,
    566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903,
    753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612,
    583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
    333, 426, 662, 662, 864, 288, 662, 500,
  ],
  500: [
    267, 304, 494, 639, 646, 993, 653, 313, 369, 369, 521, 667, 303, 462, 303, 370, 646, 415, 616, 627, 656, 603, 630,
    571, 629, 630, 303, 315, 667, 667, 667, 527, 982, 709, 657, 733, 722, 603, 589, 748, 745, 272, 575, 688, 565, 913,
    756, 767, 642, 769, 648, 646, 653, 740, 709, 1003, 701, 696, 641, 369, 370, 369, 477, 463, 337, 568, 618, 577, 618,
    587, 379, 620, 602, 252, 252, 559, 252, 888, 602, 604, 618, 618, 387, 539, 340, 602, 575, 829, 557, 575, 559, 440,
    346, 440, 667, 667, 910, 303, 667, 500,
  ],
  600: [
    252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623, 636, 666, 612, 640,
    576, 640, 640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277, 580, 703, 565, 922,
    759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720, 713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624,
    591, 389, 625, 612, 262, 262, 569, 262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455,
    359, 455, 673, 673, 956, 319, 673, 500,
  ],
} as const;

const tables = Object.entries(advances).map(
  ([weight, widths]) => [Number(weight), new Map(letters.map((letter, i) => [letter, widths[i] ?? 600]))] as const,
);

/** Width of a text in Inter, in the unit of `size`. */
export const measureInter: Measure = (text, size, weight) => {
  const nearest = tables.reduce((a, b) => (Math.abs(b[0] - weight) < Math.abs(a[0] - weight) ? b : a));
  let width = 0;
  for (const letter of text) width += nearest[1].get(letter) ?? unknownLetter(nearest[1], letter);
  return (width * size) / 1000;
};

/** A letter with accents is as wide as without; other spaces are spaces; what is left is taken for a wide letter. */
function unknownLetter(table: ReadonlyMap<string, number>, letter: string): number {
  const base = /\s/.test(letter) ? ' ' : (letter.normalize('NFD')[0] ?? letter);
  return table.get(base) ?? 1000;
}
