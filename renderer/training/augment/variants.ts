import { useEffect, useMemo, useState } from 'react';
import type { Augmentation } from '../../../src/core/augment/schema.ts';
import { type Dataset, sampleSize } from '../../../src/engine/data/dataset.ts';
import type { SampleValues } from '../../../src/engine/data/samples.ts';
import { createAugmenter, frameOf } from '../../../src/engine/feed/augment.ts';
import { sampleSeed } from '../../../src/engine/feed/draw.ts';
import { type Picture, pictureOfSample, readSample, sampleNow } from '../pixels.ts';

export const shownEpochs = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** A training sample as it is and as it will be seen in the first epochs; empty until it has been read. */
export function useVariants(
  dataset: Dataset,
  index: number,
  augmentation: Augmentation,
  seed: number,
): { readonly original: Picture | null; readonly variants: readonly (Picture | null)[] } {
  const values = useSampleValues(dataset, index);
  return useMemo(() => {
    if (!values) return { original: null, variants: shownEpochs.map(() => null) };
    const variants = shownEpochs.map((epoch) => variant(values, dataset, augmentation, sampleSeed(seed, epoch, index)));
    return { original: pictureOfSample(values, dataset), variants };
  }, [values, dataset, index, augmentation, seed]);
}

function variant(values: SampleValues, dataset: Dataset, augmentation: Augmentation, seed: number): Picture | null {
  const frame = frameOf(dataset.sampleShape);
  if (!frame) return null;
  const out = new Float32Array(sampleSize(dataset.sampleShape));
  createAugmenter(augmentation, frame).picture(values, 0, seed, out, 0);
  return pictureOfSample(values instanceof Uint8Array ? Uint8Array.from(out, Math.round) : out, dataset);
}

function useSampleValues(dataset: Dataset, index: number): SampleValues | null {
  const now = useMemo(() => sampleNow(dataset, 'train', index), [dataset, index]);
  const [read, setRead] = useState<SampleValues | null>(null);
  useEffect(() => {
    if (now) return;
    let over = false;
    readSample(dataset, 'train', index).then(
      (values) => {
        if (!over) setRead(values);
      },
      // A cache that was emptied meanwhile: the next opening of the data reads the pictures again.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [now, dataset, index]);
  return now ?? read;
}
