import { useEffect, useMemo, useState } from 'react';
import type { Dataset, SplitName } from '../../src/engine/data/dataset.ts';
import { type Picture, pictureOfSample, readSample, sampleNow } from './pixels.ts';

/** The picture of a sample; `null` where it is none, and until one that lies in a file has been read. */
export function useSamplePicture(dataset: Dataset, split: SplitName, index: number): Picture | null {
  const now = useMemo(() => sampleNow(dataset, split, index), [dataset, split, index]);
  const ready = useMemo(() => now && pictureOfSample(now, dataset), [now, dataset]);
  const [read, setRead] = useState<Picture | null>(null);
  useEffect(() => {
    if (now) return;
    let over = false;
    readSample(dataset, split, index).then(
      (values) => {
        if (!over) setRead(pictureOfSample(values, dataset));
      },
      // A cache that was emptied meanwhile: the next opening of the data reads the pictures again.
      () => undefined,
    );
    return () => {
      over = true;
      setRead(null);
    };
  }, [now, dataset, split, index]);
  return now ? ready : read;
}
