import { byChance, majorityClass } from './classes.ts';
import { deadUnits } from './dead-units.ts';
import { inputScale, outputLoss, smallBatchNorm, softmaxOneUnit } from './ends.ts';
import type { Evidence } from './evidence.ts';
import { overfitting, plateau } from './fit.ts';
import { explodingGradients, vanishingGradients } from './gradients.ts';
import type { NoteId, TrainingNote } from './note.ts';
import { diverged, lossExploded, rateTooHigh, rateTooLow } from './rates.ts';

/** What follows from others is not said beside them. */
const consequences: Readonly<Partial<Record<NoteId, readonly NoteId[]>>> = {
  lossExploded: ['diverged', 'inputScale'],
  rateTooHigh: ['lossExploded'],
  overfitting: ['diverged', 'lossExploded', 'rateTooHigh'],
  byChance: [
    'softmaxOneUnit',
    'inputScale',
    'lossExploded',
    'explodingGradients',
    'vanishingGradients',
    'deadUnits',
    'rateTooHigh',
    'rateTooLow',
    'majorityClass',
  ],
  plateau: [
    'softmaxOneUnit',
    'inputScale',
    'lossExploded',
    'explodingGradients',
    'vanishingGradients',
    'deadUnits',
    'rateTooHigh',
    'rateTooLow',
    'majorityClass',
    'byChance',
    'overfitting',
  ],
};

/**
 * Why a run does not learn as it could, causes before what follows from them; none where nothing speaks for it. Each note
 * rests on what was measured; thresholds and where they come from stand beside each rule, and in docs/diagnosis.md.
 */
export function diagnose(evidence: Evidence): readonly TrainingNote[] {
  const found = [
    diverged(evidence),
    softmaxOneUnit(evidence),
    outputLoss(evidence),
    inputScale(evidence),
    lossExploded(evidence),
    explodingGradients(evidence),
    vanishingGradients(evidence),
    ...deadUnits(evidence),
    rateTooHigh(evidence),
    rateTooLow(evidence),
    majorityClass(evidence),
    byChance(evidence),
    smallBatchNorm(evidence),
    overfitting(evidence),
    plateau(evidence),
  ].filter((note) => note !== null);
  const ids = new Set(found.map(({ id }) => id));
  return found.filter(({ id }) => !consequences[id]?.some((cause) => ids.has(cause)));
}
