import type { TrainingData } from '../compile/training.ts';
import type { StrideDocument } from '../document/schema.ts';
import { combine } from '../math/random.ts';
import { type Candidate, candidateOf, isPresent, type Rejection } from './candidate.ts';
import { type Draw, drawAt, possibilities } from './draw.ts';
import { roundsOf, survivors } from './halving.ts';
import type { SearchSettings } from './schema.ts';

/** A candidate that is trained. */
export interface Trial {
  /** Counted from 1. */
  readonly number: number;
  readonly draw: Draw;
  readonly candidate: Candidate;
  /** The how-manieth training with another seed, counted from 1; 0: the trial itself. */
  readonly repeat: number;
}

/** Draws that are looked at for each trial that is wanted, before the search makes do with fewer. */
const drawsPerTrial = 50;

/**
 * The first `settings.trials` draws that can be trained and are not the same as one before, by the seed alone.
 * @param onReject told of each that cannot, and why.
 */
export function* trialsOf(
  document: StrideDocument,
  settings: SearchSettings,
  data: TrainingData | null,
  onReject: (draw: Draw, why: Rejection) => void,
): Generator<Trial, void> {
  const dimensions = settings.dimensions.filter((dimension) => isPresent(document, dimension));
  const wanted = Math.min(settings.trials, possibilities(dimensions));
  const epochs = roundsOf(settings).at(-1)?.epochs ?? settings.epochs;
  const whole: StrideDocument = { ...document, training: { ...document.training, epochs } };
  const seen = new Set<string>();
  let number = 0;
  for (let index = 0; number < wanted && index < wanted * drawsPerTrial; index++) {
    const draw = drawAt(dimensions, settings.seed, index);
    const key = JSON.stringify(draw);
    if (seen.has(key)) continue;
    seen.add(key);
    const made = candidateOf(whole, { ...settings, dimensions }, draw, data);
    if (made.ok) yield { number: ++number, draw, candidate: made.value, repeat: 0 };
    else onReject(draw, made.error);
  }
}

interface SearchWork {
  readonly document: StrideDocument;
  readonly settings: SearchSettings;
  readonly data: TrainingData | null;
  /** Trains a trial until it has done so many epochs, from where it was left; its score, more is better. */
  readonly train: (trial: Trial, epochs: number) => Promise<number | null>;
  /** Asked before each; waits where the search is to wait. False ends the search. */
  readonly goOn: () => Promise<boolean>;
  readonly onReject: (draw: Draw, why: Rejection) => void;
  /** A round is over, and these go on. */
  readonly onRound?: (kept: readonly Trial[]) => void;
}

/**
 * Random search or successive halving over what the document's search varies, then the best trial with other seeds. Ends
 * early where it may not go on. A trial's settings ask for all epochs that the last round does: schedules go by them.
 */
export async function runSearch({
  document,
  settings,
  data,
  train,
  goOn,
  onReject,
  onRound,
}: SearchWork): Promise<void> {
  const trials = trialsOf(document, settings, data, onReject);
  const rounds = roundsOf(settings);
  let tried: readonly { readonly trial: Trial; readonly score: number | null }[] = [];
  for (const [i, { count, epochs }] of rounds.entries()) {
    const going: Iterable<Trial> = i === 0 ? trials : survivors(tried, count).map(({ trial }) => trial);
    const done: { trial: Trial; score: number | null }[] = [];
    for (const trial of going) {
      if (!(await goOn())) return;
      done.push({ trial, score: await train(trial, epochs) });
    }
    tried = done;
    const next = rounds[i + 1];
    onRound?.(next ? survivors(tried, next.count).map(({ trial }) => trial) : []);
  }
  const [best] = survivors(tried, 1);
  const epochs = rounds.at(-1)?.epochs ?? settings.epochs;
  for (let repeat = 1; best && repeat <= settings.repeats; repeat++) {
    if (!(await goOn())) return;
    await train(withSeed(best.trial, repeat), epochs);
  }
}

/** The trial with the weights, the order and the noise of another seed. */
function withSeed(trial: Trial, repeat: number): Trial {
  const { document } = trial.candidate;
  const seed = combine(document.training.seed, repeat) % 2 ** 31;
  const training = { ...document.training, seed };
  return { ...trial, repeat, candidate: { ...trial.candidate, document: { ...document, training } } };
}
