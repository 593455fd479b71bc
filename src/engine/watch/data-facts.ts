import { countClasses } from '../../core/compile/class-weights.ts';
import type { DataFacts } from '../../core/diagnosis/evidence.ts';
import { type Dataset, labelsOf, pictureShape } from '../data/dataset.ts';

/** What notes on a run need to know of the data that it trains on. */
export const dataFacts = ({ classes, splits, sampleShape }: Dataset): DataFacts => ({
  classCounts: splits.train.targets.kind === 'classes' ? countClasses(labelsOf(splits.train), classes.length) : [],
  pictures: pictureShape(sampleShape) !== null,
});
