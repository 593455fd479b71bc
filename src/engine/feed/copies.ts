import { encode } from 'fast-png';
import { pictureShape, sampleSize } from '../data/dataset.ts';
import { openSamples } from '../data/samples.ts';
import { createAugmenter } from './augment.ts';
import { type CopiesRequest, copiedSamples } from './copies-of.ts';
import { sampleSeed } from './draw.ts';

export interface CopyFile {
  /** Folder of the class and name, with a slash between. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * PNG files of changed copies, picture after picture.
 * Rejects where samples cannot be read, and for data that `canCopy` refuses.
 */
export async function* makeCopies(request: CopiesRequest): AsyncGenerator<CopyFile, void> {
  const { dataset, augmentation, seed, copies } = request;
  const { count, samples, targets } = dataset.splits.train;
  const shape = pictureShape(dataset.sampleShape);
  if (!shape || targets.kind !== 'classes') throw new Error('only pictures of one class each can be written');
  const [height, width, channels] = shape;
  const size = sampleSize(shape);
  const augmenter = createAugmenter(augmentation, { height, width, channels });
  const reader = openSamples(samples, size);
  const folders = foldersOf(dataset.classes);
  const digits = String(count - 1).length;
  const values = new Float32Array(size);
  try {
    for (const index of copiedSamples(request)) {
      const stored = await reader.read([index]);
      const scale = stored instanceof Uint8Array ? 1 : 255;
      const folder = folders[targets.labels[index] ?? 0] ?? 'unknown';
      for (let epoch = 1; epoch <= copies; epoch++) {
        augmenter.picture(stored, 0, sampleSeed(seed, epoch, index), values, 0);
        const data = Uint8ClampedArray.from(values, (value) => value * scale);
        const bytes = encode({ width, height, channels, depth: 8, data });
        yield { path: `${folder}/${String(index).padStart(digits, '0')}-${epoch}.png`, bytes: new Uint8Array(bytes) };
      }
    }
  } finally {
    reader.close();
  }
}

/** A folder's name for each class: what no system allows in names is replaced, and two classes never share one. */
function foldersOf(classes: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return classes.map((name, place) => {
    const plain = name.replace(/[<>:"/\\|?*\p{Cc}]/gu, '_').replace(/^\.+|[. ]+$/g, '_') || '_';
    const free = taken.has(plain.toLowerCase()) ? `${plain}-${place}` : plain;
    taken.add(free.toLowerCase());
    return free;
  });
}
