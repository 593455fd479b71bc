import { type Dataset, labelOf, sampleSize } from '../data/dataset.ts';
import { openSamples, type SampleReader } from '../data/samples.ts';
import { sameValues } from './hash.ts';
import type { Place, Twins } from './report.ts';

export interface Seen extends Place {
  readonly hash: string;
}

/** Groups of the same samples that are told; the counts are of all. */
const mostTwins = 200;

interface Found {
  readonly twins: readonly Twins[];
  readonly repeated: number;
  readonly leaked: number;
  readonly contradictions: number;
}

/** The samples whose values are equal, among those whose hashes are. */
export async function findTwins(dataset: Dataset, seen: readonly Seen[]): Promise<Found> {
  const byHash = new Map<string, Place[]>();
  for (const { hash, split, index } of seen) {
    const places = byHash.get(hash);
    if (places) places.push({ split, index });
    else byHash.set(hash, [{ split, index }]);
  }
  const readers = openAll(dataset);
  const found: Twins[] = [];
  let [repeated, leaked, contradictions] = [0, 0, 0];
  try {
    for (const places of byHash.values()) {
      if (places.length < 2) continue;
      for (const group of await equalAmong(places, (place) => readers[place.split].read([place.index]))) {
        if (group.length < 2) continue;
        const inTraining = group.some(({ split }) => split === 'train');
        const answers = new Set(group.map((place) => answerOf(dataset, place)));
        const contradiction = answers.size > 1;
        const leak = new Set(group.map(({ split }) => split)).size > 1;
        repeated += group.length - 1;
        if (inTraining) leaked += group.filter(({ split }) => split !== 'train').length;
        if (contradiction) contradictions++;
        found.push({ places: group, leak, contradiction });
      }
    }
  } finally {
    for (const reader of Object.values(readers)) reader.close();
  }
  const weight = ({ leak, contradiction }: Twins): number => Number(leak) * 2 + Number(contradiction);
  const twins = found.toSorted((a, b) => weight(b) - weight(a)).slice(0, mostTwins);
  return { twins, repeated, leaked, contradictions };
}

function openAll({ splits, sampleShape }: Dataset): Readonly<Record<Place['split'], SampleReader>> {
  const size = sampleSize(sampleShape);
  return {
    train: openSamples(splits.train.samples, size),
    validation: openSamples(splits.validation.samples, size),
    test: openSamples(splits.test.samples, size),
  };
}

/** Sorts places by the values that lie there, one by one: few share a hash. */
async function equalAmong(
  places: readonly Place[],
  read: (place: Place) => Promise<Uint8Array | Float32Array>,
): Promise<readonly (readonly Place[])[]> {
  const groups: { readonly values: Uint8Array | Float32Array; readonly places: Place[] }[] = [];
  for (const place of places) {
    const values = await read(place);
    const known = groups.find((group) => sameValues(group.values, values));
    if (known) known.places.push(place);
    else groups.push({ values, places: [place] });
  }
  return groups.map((group) => group.places);
}

/** Masks are not compared: two of the same picture are drawn by hand and never quite alike. */
function answerOf({ splits, classes }: Dataset, { split, index }: Place): string {
  const { targets } = splits[split];
  if (targets.kind === 'classes') return String(labelOf(splits[split], index));
  if (targets.kind === 'manyLabels') return rowOf(targets.values, index, classes.length);
  if (targets.kind === 'values') return rowOf(targets.values, index, targets.names.length);
  return '';
}

const rowOf = (values: Uint8Array | Float32Array, index: number, width: number): string =>
  values.subarray(index * width, (index + 1) * width).join();
