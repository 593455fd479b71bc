import { type Dataset, labelOf, pictureShape, type Split, type SplitName, sampleSize } from '../data/dataset.ts';
import { openSamples, type SampleValues } from '../data/samples.ts';
import { Columns } from './columns.ts';
import { hashOf } from './hash.ts';
import type { Place, SplitFigures, Survey } from './report.ts';
import { findTwins, type Seen } from './twins.ts';

export interface SurveyOptions {
  readonly signal?: AbortSignal;
  /** Told how much is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

const splitNames = ['train', 'validation', 'test'] as const satisfies readonly SplitName[];
/** Values that are read at once. */
const portion = 2 ** 20;
const mostColumns = 16;
const mostBlank = 50;

/** Looks at every sample once. `null` where it was called off. Rejects where samples cannot be read. */
export async function surveyData(dataset: Dataset, { signal, onProgress }: SurveyOptions = {}): Promise<Survey | null> {
  const size = sampleSize(dataset.sampleShape);
  const period = dataset.sampleShape.at(-1) ?? 1;
  const columns = new Columns(Math.min(mostColumns, period), period);
  const means = new MeanPictures(dataset, size);
  const seen: Seen[] = [];
  const blank: Place[] = [];
  let blanks = 0;
  let done = 0;
  const total = splitNames.reduce((sum, name) => sum + dataset.splits[name].count, 0);
  const rows = Math.max(1, Math.floor(portion / size));

  for (const name of splitNames) {
    const split = dataset.splits[name];
    const reader = openSamples(split.samples, size);
    try {
      for (let first = 0; first < split.count; first += rows) {
        if (signal?.aborted) return null;
        const count = Math.min(rows, split.count - first);
        const values = await reader.read(Uint32Array.from({ length: count }, (_, i) => first + i));
        if (name === 'train') columns.add(values);
        for (let i = 0; i < count; i++) {
          const place = { split: name, index: first + i };
          const sample = values.subarray(i * size, (i + 1) * size);
          seen.push({ ...place, hash: hashOf(sample) });
          if (isBlank(sample) && blanks++ < mostBlank) blank.push(place);
          if (name === 'train') means.add(sample, labelOf(split, first + i));
        }
        done += count;
        onProgress?.(done / total);
      }
    } finally {
      reader.close();
    }
  }
  const { twins, repeated, leaked, contradictions } = await findTwins(dataset, seen);
  const figures = async (name: SplitName) => splitFigures(dataset, dataset.splits[name]);
  return {
    splits: { train: await figures('train'), validation: await figures('validation'), test: await figures('test') },
    columns: columns.figures(),
    answers: answersOf(dataset.splits.train),
    twins,
    counts: { repeated, leaked, contradictions, blank: blanks },
    blank,
    meanPictures: means.pictures(),
  };
}

const isBlank = (sample: SampleValues): boolean => sample.length > 1 && sample.every((value) => value === sample[0]);

async function splitFigures({ classes, sampleShape }: Dataset, { count, targets }: Split): Promise<SplitFigures> {
  const perClass = classes.map(() => 0);
  const counted = (label: number, times = 1) => {
    perClass[label] = (perClass[label] ?? 0) + times;
  };
  if (targets.kind === 'classes') for (const label of targets.labels.subarray(0, count)) counted(label);
  if (targets.kind === 'manyLabels') {
    for (let i = 0; i < count * classes.length; i++) counted(i % classes.length, targets.values[i] ?? 0);
  }
  if (targets.kind === 'masks') {
    const size = (sampleShape[0] ?? 1) * (sampleShape[1] ?? 1);
    const reader = openSamples(targets.masks, size);
    try {
      for (let index = 0; index < count; index++) for (const label of await reader.read([index])) counted(label);
    } finally {
      reader.close();
    }
  }
  return { count, perClass };
}

function answersOf({ count, targets }: Split): Survey['answers'] {
  if (targets.kind !== 'values' || count === 0) return [];
  const columns = new Columns(targets.names.length, targets.names.length);
  columns.add(targets.values.subarray(0, count * targets.names.length));
  return columns.figures().map((figures, i) => ({ name: targets.names[i] ?? '', ...figures }));
}

/** Sums of the pictures of each class. */
class MeanPictures {
  private readonly sums: readonly Float64Array[];
  private readonly counts: number[];

  constructor(dataset: Dataset, size: number) {
    const shown = dataset.task === 'oneLabel' && pictureShape(dataset.sampleShape) !== null;
    this.sums = (shown ? dataset.classes : []).map(() => new Float64Array(size));
    this.counts = this.sums.map(() => 0);
  }

  add(sample: SampleValues, label: number | null): void {
    const sums = label === null ? undefined : this.sums[label];
    if (!sums || label === null) return;
    // Floats are 0…1 where they are pictures.
    const scale = sample instanceof Uint8Array ? 1 : 255;
    for (let i = 0; i < sample.length; i++) sums[i] = (sums[i] ?? 0) + scale * (sample[i] ?? 0);
    this.counts[label] = (this.counts[label] ?? 0) + 1;
  }

  pictures(): readonly Uint8Array[] {
    return this.sums.map((sums, label) =>
      Uint8Array.from(sums, (sum) =>
        Math.min(255, Math.max(0, Math.round(sum / Math.max(1, this.counts[label] ?? 0)))),
      ),
    );
  }
}
