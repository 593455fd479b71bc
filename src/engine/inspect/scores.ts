import { Ranking } from './curves.ts';
import type { OneLabelFigures } from './evaluation.ts';

const bins = 10;
const mostGuesses = 5;

/** Gathers answers one by one into the figures of an evaluation. */
export class Scores {
  private count = 0;
  private readonly within: number[];
  private readonly ranking: Ranking;
  private readonly confusion: number[][];
  private readonly calibration = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, hits: 0 }));
  private readonly mistakes: OneLabelFigures['mistakes'][number][] = [];

  constructor(private readonly classes: number) {
    this.within = Array.from({ length: Math.min(mostGuesses, classes) }, () => 0);
    this.ranking = new Ranking(classes);
    this.confusion = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  }

  add(index: number, label: number, probabilities: Float32Array): void {
    let predicted = 0;
    for (let k = 1; k < probabilities.length; k++) {
      if ((probabilities[k] ?? 0) > (probabilities[predicted] ?? 0)) predicted = k;
    }
    const confidence = probabilities[predicted] ?? 0;
    const own = probabilities[label] ?? 0;
    const row = this.confusion[label];
    if (row !== undefined) row[predicted] = (row[predicted] ?? 0) + 1;
    this.count++;
    const better = probabilities.filter((p) => p > own).length;
    for (let k = better; k < this.within.length; k++) this.within[k] = (this.within[k] ?? 0) + 1;
    this.ranking.add(label, probabilities);
    // The last bin holds a confidence of exactly 1; sums of sigmoids may exceed it.
    const bin = this.calibration[Math.min(bins - 1, Math.max(0, Math.floor(confidence * bins)))];
    if (bin !== undefined) {
      bin.count++;
      bin.confidence += confidence;
      if (predicted === label) bin.hits++;
    }
    if (predicted !== label) this.mistakes.push({ index, label, predicted, confidence });
  }

  figures(): OneLabelFigures {
    const perClass = this.confusion.map((row, k) => {
      const support = row.reduce((sum, n) => sum + n, 0);
      const chosen = this.confusion.reduce((sum, other) => sum + (other[k] ?? 0), 0);
      const hits = row[k] ?? 0;
      const precision = chosen === 0 ? 0 : hits / chosen;
      const recall = support === 0 ? 0 : hits / support;
      const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
      return { precision, recall, f1, support };
    });
    const present = perClass.filter((figures) => figures.support > 0);
    const hits = this.confusion.reduce((sum, row, k) => sum + (row[k] ?? 0), 0);
    const total = Math.max(1, this.count);
    return {
      task: 'oneLabel',
      accuracy: hits / total,
      top2Accuracy: this.classes < 3 ? null : (this.within[1] ?? 0) / total,
      topAccuracies: this.within.map((hits) => hits / total),
      curves: this.ranking.curves(this.count),
      calibrationError: this.calibration.reduce((sum, bin) => sum + Math.abs(bin.hits - bin.confidence) / total, 0),
      calibration: this.calibration.map((bin) => ({
        count: bin.count,
        confidence: bin.count === 0 ? 0 : bin.confidence / bin.count,
        accuracy: bin.count === 0 ? 0 : bin.hits / bin.count,
      })),
      confusion: this.confusion,
      perClass,
      weighted: weightedMeans(perClass),
      macroF1: present.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, present.length),
      mistakes: this.mistakes.sort((a, b) => b.confidence - a.confidence || a.index - b.index),
    };
  }
}

/** Each class by its samples. */
function weightedMeans(perClass: OneLabelFigures['perClass']): OneLabelFigures['weighted'] {
  const total = Math.max(
    1,
    perClass.reduce((sum, { support }) => sum + support, 0),
  );
  const mean = (key: 'precision' | 'recall' | 'f1'): number =>
    perClass.reduce((sum, figures) => sum + figures[key] * figures.support, 0) / total;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}
