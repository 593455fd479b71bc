import { Ranking } from './curves.ts';
import type { ManyLabelFigures } from './evaluation.ts';
import { Worst } from './worst.ts';

const steps = 100;
const decision = 0.5;
const mostWorst = 60;

/** Gathers answers of any number of labels. */
export class LabelScores {
  private count = 0;
  private wrong = 0;
  private exact = 0;
  private readonly held: number[][];
  private readonly others: number[][];
  private readonly atHalf: { hits: number; said: number; there: number }[];
  private readonly ranking: Ranking;
  private readonly worst = new Worst<ManyLabelFigures['worst'][number]>(mostWorst);

  constructor(private readonly labels: number) {
    const none = (): number[][] => Array.from({ length: labels }, () => Array.from({ length: steps + 1 }, () => 0));
    this.held = none();
    this.others = none();
    this.atHalf = Array.from({ length: labels }, () => ({ hits: 0, said: 0, there: 0 }));
    this.ranking = new Ranking(labels);
  }

  /** @param wanted 1 for each label that holds */
  add(index: number, wanted: ArrayLike<number>, probabilities: Float32Array, loss: number): void {
    const missed: number[] = [];
    const invented: number[] = [];
    for (let label = 0; label < this.labels; label++) {
      const p = probabilities[label] ?? 0;
      const holds = (wanted[label] ?? 0) > decision;
      const said = p > decision;
      const counts = (holds ? this.held : this.others)[label];
      // Said above a threshold, not at it: a probability of just a half is in the bin below.
      const bin = Math.min(steps, Math.max(0, Math.ceil(p * steps) - 1));
      if (counts && Number.isFinite(p)) counts[bin] = (counts[bin] ?? 0) + 1;
      const half = this.atHalf[label];
      if (half) {
        if (holds) half.there++;
        if (said) half.said++;
        if (holds && said) half.hits++;
      }
      if (holds && !said) missed.push(label);
      if (said && !holds) invented.push(label);
    }
    const errors = missed.length + invented.length;
    this.count++;
    this.wrong += errors;
    if (errors === 0) this.exact++;
    else this.worst.add(errors + loss / (1 + Math.abs(loss)), () => ({ index, loss, missed, invented }));
    this.ranking.addMany((label) => (wanted[label] ?? 0) > decision, probabilities);
  }

  figures(): ManyLabelFigures {
    const total = Math.max(1, this.count);
    const f1 = this.atHalf.map(({ hits, said, there }) => (said + there === 0 ? 0 : (2 * hits) / (said + there)));
    return {
      task: 'manyLabel',
      perLabel: this.held.map((held, label) => ({ held, others: this.others[label] ?? [] })),
      curves: this.ranking.curves(this.count),
      hammingLoss: this.wrong / (total * Math.max(1, this.labels)),
      exactMatch: this.exact / total,
      macroF1: f1.reduce((sum, value) => sum + value, 0) / Math.max(1, this.labels),
      worst: this.worst.all(),
    };
  }
}
