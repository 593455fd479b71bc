/** `[x, y]`, both 0 to 1, x rising. */
export type CurvePoint = readonly [number, number];

/** How well one class is told from all others, over every threshold of its probability. */
export interface ClassCurves {
  /** False positives of all that are not of the class, true positives of all that are. */
  readonly roc: readonly CurvePoint[];
  /** Share of pairs, one of the class and one not, that are ranked right; ties count half. */
  readonly area: number;
  /** Recall, precision. */
  readonly precisionRecall: readonly CurvePoint[];
  /** Σ (recallₙ − recallₙ₋₁) · precisionₙ over the thresholds. Manning et al. 2008, section 8.4. */
  readonly averagePrecision: number;
}

/** Answers whose confidence is within one tenth. */
export interface CalibrationBin {
  readonly count: number;
  /** Means over the answers; 0 where there are none. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** Points that a curve is drawn with; its area is that of all. */
const mostPoints = 200;

/** Numbers that are kept for curves: beyond them, no curves. */
const mostKept = 2 ** 24;

/** Gathers the probabilities that curves are made from. */
export class Ranking {
  /** By class, the samples that are of it. */
  private readonly members: boolean[][] = [];
  private readonly scores: Float32Array[] = [];

  constructor(private readonly classes: number) {}

  add(label: number, probabilities: Float32Array): void {
    this.addMany((other) => other === label, probabilities);
  }

  /** A sample that may be of several classes. */
  addMany(isOf: (label: number) => boolean, probabilities: Float32Array): void {
    if ((this.scores.length + 1) * this.classes > mostKept) return;
    for (let label = 0; label < this.classes; label++) {
      const own = this.members[label] ?? [];
      own.push(isOf(label));
      this.members[label] = own;
    }
    this.scores.push(probabilities);
  }

  /**
   * By class; `null` for a class that all samples are of, or none, or with answers that are no numbers. Empty where there
   * were too many answers.
   */
  curves(count: number): readonly (ClassCurves | null)[] {
    if (this.scores.length < count) return [];
    return Array.from({ length: this.classes }, (_, label) => this.curvesOf(label));
  }

  private curvesOf(label: number): ClassCurves | null {
    const members = this.members[label] ?? [];
    const positives = members.reduce((sum, own) => sum + Number(own), 0);
    const negatives = members.length - positives;
    // What is not a number has no rank.
    const ranked = this.scores.every((probabilities) => !Number.isNaN(probabilities[label] ?? 0));
    if (positives === 0 || negatives === 0 || !ranked) return null;
    const scoreOf = (index: number): number => this.scores[index]?.[label] ?? 0;
    const order = Array.from(members, (_, index) => index).sort((a, b) => scoreOf(b) - scoreOf(a));
    const roc: CurvePoint[] = [[0, 0]];
    const precisionRecall: CurvePoint[] = [];
    let [hits, alarms, area, averagePrecision] = [0, 0, 0, 0];
    for (let first = 0; first < order.length; ) {
      const [hitsBefore, alarmsBefore] = [hits, alarms];
      const score = scoreOf(order[first] ?? 0);
      // Answers of the same probability are all taken or none.
      for (; first < order.length && scoreOf(order[first] ?? 0) === score; first++) {
        if (members[order[first] ?? 0]) hits++;
        else alarms++;
      }
      area += ((alarms - alarmsBefore) * (hits + hitsBefore)) / 2;
      const precision = hits / (hits + alarms);
      averagePrecision += ((hits - hitsBefore) / positives) * precision;
      roc.push([alarms / negatives, hits / positives]);
      precisionRecall.push([hits / positives, precision]);
    }
    return {
      roc: thinned(roc),
      area: area / (positives * negatives),
      precisionRecall: thinned(precisionRecall),
      averagePrecision,
    };
  }
}

/** Evenly, the first and the last kept. */
function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  if (points.length <= mostPoints) return points;
  return Array.from(
    { length: mostPoints },
    (_, i) => points[Math.round((i * (points.length - 1)) / (mostPoints - 1))],
  ).flatMap((point) => (point ? [point] : []));
}
