import type { MaskExample, RegionFigures, SegmentationFigures } from './evaluation.ts';
import { Worst } from './worst.ts';

/** Masks that are kept to be looked at: each is as many bytes as pixels, twice. */
const mostWorst = 24;

/** Gathers masks. */
export class MaskScores {
  private readonly confusion: number[][];
  private readonly worst = new Worst<MaskExample>(mostWorst);

  constructor(
    private readonly classes: number,
    private readonly size: readonly [number, number],
  ) {
    this.confusion = emptyTable(classes);
  }

  /** Class of each pixel, as it is and as it was said. */
  add(index: number, wanted: ArrayLike<number>, predicted: ArrayLike<number>): void {
    const own = emptyTable(this.classes);
    for (let i = 0; i < wanted.length; i++) {
      const row = own[wanted[i] ?? 0];
      if (row) row[predicted[i] ?? 0] = (row[predicted[i] ?? 0] ?? 0) + 1;
    }
    own.forEach((row, label) => {
      const all = this.confusion[label];
      if (all) for (const [said, pixels] of row.entries()) all[said] = (all[said] ?? 0) + pixels;
    });
    const meanIoU = meanOf(regionsOf(own).map(({ iou }) => iou));
    this.worst.add(1 - meanIoU, () => ({
      index,
      meanIoU,
      wanted: Uint8Array.from(wanted),
      predicted: Uint8Array.from(predicted),
    }));
  }

  figures(): SegmentationFigures {
    const perClass = regionsOf(this.confusion);
    const pixels = this.confusion.flat().reduce((sum, n) => sum + n, 0);
    const hits = this.confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
    return {
      task: 'segmentation',
      confusion: this.confusion,
      perClass,
      pixelAccuracy: hits / Math.max(1, pixels),
      meanIoU: meanOf(perClass.map(({ iou }) => iou)),
      meanDice: meanOf(perClass.map(({ dice }) => dice)),
      size: this.size,
      worst: this.worst.all(),
    };
  }
}

const emptyTable = (classes: number): number[][] =>
  Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));

function regionsOf(confusion: readonly (readonly number[])[]): RegionFigures[] {
  return confusion.map((row, label) => {
    const support = row.reduce((sum, n) => sum + n, 0);
    const said = confusion.reduce((sum, other) => sum + (other[label] ?? 0), 0);
    const hits = row[label] ?? 0;
    const met = support + said > 0;
    return {
      iou: met ? hits / (support + said - hits) : null,
      dice: met ? (2 * hits) / (support + said) : null,
      precision: said === 0 ? 0 : hits / said,
      recall: support === 0 ? 0 : hits / support,
      support,
    };
  });
}

function meanOf(values: readonly (number | null)[]): number {
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
}
