import { type Dataset, labelsOf, type SplitName } from '../../src/engine/data/dataset.ts';
import type { Probe } from '../../src/engine/protocol.ts';

/**
 * Images of as many different classes as there are, from the split that the network does not learn from. `round`
 * moves on through the images: 0, 1, 2… give other ones.
 */
export function chooseProbes(dataset: Dataset, round: number, count = 4): readonly Probe[] {
  const split = (['test', 'validation', 'train'] satisfies SplitName[]).find((name) => dataset.splits[name].count > 0);
  if (!split) return [];
  const { count: images } = dataset.splits[split];
  const labels = labelsOf(dataset.splits[split]);
  const chosen: Probe[] = [];
  const classes = new Set<number>();
  const wanted = Math.min(count, images);
  const start = (round * 17) % images;
  for (const distinct of [true, false]) {
    for (let offset = 0; offset < images && chosen.length < wanted; offset++) {
      const index = (start + offset) % images;
      const label = labels[index] ?? 0;
      if (chosen.some((probe) => probe.index === index) || (distinct && classes.has(label))) continue;
      classes.add(label);
      chosen.push({ split, index });
    }
  }
  return chosen;
}
