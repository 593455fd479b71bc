import type { Evidence } from './evidence.ts';
import type { TrainingNote } from './note.ts';

/**
 * Share of a layer's units from which they are worth a note. Dead ReLUs are known since Maas, Hannun and Ng 2013 (section 2);
 * no paper draws a line. In LeNet-5 and small VGG-like networks that learn well here, no layer had more than a tenth.
 */
export const manyDead = 0.15;

/** Batches that they were silent in, and samples in all: fewer are chance in a layer whose units are choosy. */
const leastBatches = 8;
const leastSamples = 100;

/** A note for each layer, that with the largest share first. */
export function deadUnits({ figures }: Pick<Evidence, 'figures'>): readonly TrainingNote[] {
  return Object.entries(figures)
    .flatMap(([nodeId, { dead: found }]): TrainingNote[] => {
      if (found === null || found.batches < leastBatches || found.samples < leastSamples) return [];
      const { dead, units, samples, batches } = found;
      if (dead / units < manyDead) return [];
      const values = { dead, units, samples, batches, share: dead / units };
      return [
        {
          id: 'deadUnits',
          severity: 'warning',
          nodeId,
          values,
          remedies: [
            { kind: 'activation', id: 'leakyRelu', nodes: [nodeId] },
            { kind: 'show', id: 'showFilters', node: nodeId },
          ],
        },
      ];
    })
    .sort((a, b) => (b.values.share ?? 0) - (a.values.share ?? 0));
}
