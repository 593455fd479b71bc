import { largest } from '../math/extremes.ts';
import { type Evidence, lossByChance } from './evidence.ts';
import type { TrainingNote } from './note.ts';

/** Times the smallest class that the largest has. */
const uneven = 2;
/** How near the accuracy is to the largest class's share. */
const near = 0.01;
const leastEpochs = 2;

/** How near the loss is to that of guessing, as a share, and for how many epochs. */
const guessing = 0.02;
const longEnough = 3;

/** Every answer is the largest class: as many are right as there are samples of it. */
export function majorityClass({ run, data }: Evidence): TrainingNote | null {
  const counts = data?.classCounts ?? [];
  const { epochs, settings } = run;
  const last = epochs.at(-1);
  if (counts.length < 2 || !last || epochs.length < leastEpochs || last.accuracy === null) return null;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const most = largest(counts);
  const share = most / all;
  const fewest = Math.min(...counts.filter((count) => count > 0));
  const weighted = settings.classWeights.kind !== 'none';
  if (most < uneven * fewest || weighted || Math.abs(last.accuracy - share) > near) return null;
  return {
    id: 'majorityClass',
    severity: 'warning',
    nodeId: null,
    values: { accuracy: last.accuracy, share, largest: counts.indexOf(most), times: most / fewest },
    remedies: [
      { kind: 'settings', id: 'balanceClasses', settings: { classWeights: { kind: 'balanced' } } },
      { kind: 'show', id: 'showData' },
    ],
  };
}

/** The loss is what it would be if every class were as likely as any other. */
export function byChance({ run, data }: Evidence): TrainingNote | null {
  const { epochs, settings } = run;
  const classes = data?.classCounts.length ?? 0;
  const chance = lossByChance(settings.loss, classes);
  const recent = epochs.slice(-longEnough);
  if (chance === null || recent.length < longEnough) return null;
  // A loss above it is no better than guessing either.
  if (!recent.every(({ loss }) => loss > chance * (1 - guessing))) return null;
  const loss = recent.at(-1)?.loss ?? chance;
  return {
    id: 'byChance',
    severity: 'warning',
    nodeId: null,
    values: { loss, chance, classes, epochs: epochs.length },
    remedies: [
      { kind: 'show', id: 'showData' },
      { kind: 'show', id: 'findRate' },
    ],
  };
}
