import { largest } from '../math/extremes.ts';
import { type Evidence, lossByChance, median, trainedLayers } from './evidence.ts';
import type { Remedy, TrainingNote } from './note.ts';

/**
 * How far a step moves a layer's weights, as a share of their length. About 1e−3 is usual: Karpathy, CS231n, "Learning and
 * evaluation: ratio of weights to updates". A tenth of that is slow, ten times as much is fast.
 */
const slow = 1e-4;
const fast = 1e-2;

/** Loss that an epoch takes away at least, as a share, where something is learned. */
const learning = 0.01;
const leastEpochs = 2;
/** Epochs that are looked at for ups and downs, and how much of the way up there must be; the loss of LeNet-5 that learns goes up by none of it. */
const window = 6;
const leastWindow = 4;
const upwards = 0.3;
/** As a share of the loss: less is a loss that stands still. */
const jump = 0.05;
/** Share of the first loss below which ups and downs are small change. */
const learned = 0.05;

export const rateRemedy = (id: 'lowerRate' | 'raiseRate', rate: number): Remedy => {
  const value = Number(rate.toPrecision(2));
  return { kind: 'settings', id, settings: { learningRate: value }, value };
};

export function diverged({ run }: Evidence): TrainingNote | null {
  if (run.failure?.code !== 'diverged') return null;
  const { learningRate } = run.settings;
  const clip = { clipping: { kind: 'globalNorm', limit: 1 } } as const;
  return {
    id: 'diverged',
    severity: 'error',
    nodeId: null,
    values: { rate: learningRate, epochs: run.epochs.length },
    remedies: [
      rateRemedy('lowerRate', learningRate / 10),
      { kind: 'settings', id: 'clipGradients', settings: clip, value: 1 },
    ],
  };
}

/** Times the loss of guessing: first weights as Keras draws them are within a few tenths of it. */
const beyond = 3;

/** The loss was far above that of guessing: steps went over the hill, and what they broke may stay broken. */
export function lossExploded({ run, data }: Evidence): TrainingNote | null {
  const { epochs, settings } = run;
  const chance = lossByChance(settings.loss, data?.classCounts.length ?? 0);
  const worst = largest(epochs.map(({ loss }) => loss));
  if (chance === null || epochs.length === 0 || !(worst > beyond * chance)) return null;
  const { learningRate } = settings;
  return {
    id: 'lossExploded',
    severity: 'warning',
    nodeId: null,
    values: { worst, chance, rate: learningRate },
    remedies: [rateRemedy('lowerRate', learningRate / 10), { kind: 'show', id: 'findRate' }],
  };
}

/** Steps that are large, and a loss that goes up a good part of the way that it goes down. */
export function rateTooHigh(evidence: Evidence): TrainingNote | null {
  const { run } = evidence;
  const ratio = usualRatio(evidence);
  const losses = run.epochs.slice(-window).map(({ loss }) => loss);
  if (ratio === null || ratio < fast || losses.length < leastWindow) return null;
  const changes = losses.slice(1).map((loss, i) => loss - (losses[i] ?? loss));
  const rises = changes.filter((change) => change > 0);
  const up = rises.reduce((sum, change) => sum + change, 0);
  const way = changes.reduce((sum, change) => sum + Math.abs(change), 0);
  const [first, last] = [run.epochs[0]?.loss ?? 0, losses.at(-1) ?? 0];
  if (up < upwards * way || up < jump * last || last < learned * first) return null;
  const { learningRate } = run.settings;
  return {
    id: 'rateTooHigh',
    severity: 'warning',
    nodeId: null,
    values: { ratio, rises: rises.length, epochs: changes.length, up, down: way - up, rate: learningRate },
    remedies: [rateRemedy('lowerRate', learningRate / 10), { kind: 'show', id: 'findRate' }],
  };
}

/** Steps that are tiny, and a loss that hardly falls from where it began. */
export function rateTooLow(evidence: Evidence): TrainingNote | null {
  const { run } = evidence;
  const ratio = usualRatio(evidence);
  const [first, last] = [run.epochs[0], run.epochs.at(-1)];
  if (ratio === null || ratio >= slow || !first || !last || run.epochs.length < leastEpochs) return null;
  const fallen = 1 - last.loss / first.loss;
  const perEpoch = fallen / (run.epochs.length - 1);
  if (!(perEpoch < learning)) return null;
  const { learningRate } = run.settings;
  // Ten times as much at most at once: what it would take by the ratio may be too much for another layer.
  return {
    id: 'rateTooLow',
    severity: 'warning',
    nodeId: null,
    values: { ratio, fallen: Math.max(0, fallen), epochs: run.epochs.length, rate: learningRate },
    remedies: [rateRemedy('raiseRate', learningRate * 10), { kind: 'show', id: 'findRate' }],
  };
}

const usualRatio = (evidence: Evidence): number | null =>
  median(trainedLayers(evidence).map(({ updateRatio }) => updateRatio));
