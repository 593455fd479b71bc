import { createHash } from 'node:crypto';
import { encode } from 'fast-png';
import type { SplitName } from '../../src/engine/data/dataset.ts';
import type { SpriteManifest } from '../../src/engine/data/decode.ts';
import { seededShuffle } from '../../src/engine/data/shuffle.ts';

/** One image of 28×28 bytes and its class. */
export interface LabelledImage {
  readonly pixels: Uint8Array;
  readonly label: number;
}

export interface SpriteDescription {
  readonly name: string;
  readonly title: string;
  readonly classes: readonly string[];
  readonly licence: string;
  readonly attribution: string;
  /** What was done to the images on the way. */
  readonly preparation: string;
  readonly sources: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  readonly seed: number;
}

export interface MadeSprite {
  readonly name: string;
  readonly png: Uint8Array;
  readonly manifest: string;
}

const side = 28;
const columns = 100;

/**
 * A sheet of 100 images a row: train, then validation, then test, each in a seeded order, so that any first N of a
 * split hold about as many of each class. The same input gives the same bytes.
 */
export function makeSprite(
  description: SpriteDescription,
  splits: Readonly<Record<SplitName, readonly LabelledImage[]>>,
): MadeSprite {
  const images = [splits.train, splits.validation, splits.test].flatMap((split, index) =>
    mixed(split, description.seed + index),
  );
  const width = columns * side;
  const sheet = new Uint8Array(width * side * Math.ceil(images.length / columns));
  for (const [index, image] of images.entries()) {
    const corner = Math.floor(index / columns) * side * width + (index % columns) * side;
    for (let y = 0; y < side; y++) sheet.set(image.pixels.subarray(y * side, (y + 1) * side), corner + y * width);
  }
  const png = encode(
    { width, height: sheet.length / width, channels: 1, depth: 8, data: sheet },
    { zlib: { level: 9, mem: 12 } },
  );
  const labels = Uint8Array.from(images, (image) => image.label);
  const manifest: SpriteManifest & Record<string, unknown> = {
    id: description.name,
    title: description.title,
    classes: [...description.classes],
    imageShape: [side, side, 1],
    columns,
    splits: { train: splits.train.length, validation: splits.validation.length, test: splits.test.length },
    counts: Object.fromEntries(
      Object.entries(splits).map(([name, split]) => [name, countPerClass(split, description.classes.length)]),
    ),
    seed: description.seed,
    preparation: description.preparation,
    licence: description.licence,
    attribution: description.attribution,
    sources: description.sources.map(({ file, bytes }) => ({ file, sha256: sha256(bytes) })),
    labels: Buffer.from(labels).toString('base64'),
  };
  return { name: description.name, png, manifest: `${JSON.stringify(manifest, null, 1)}\n` };
}

/** The classes of a split mixed by the seed. */
function mixed(split: readonly LabelledImage[], seed: number): readonly LabelledImage[] {
  return [...seededShuffle(split.length, seed)].flatMap((index) => split[index] ?? []);
}

function countPerClass(split: readonly LabelledImage[], classes: number): readonly number[] {
  return Array.from({ length: classes }, (_, label) => split.filter((image) => image.label === label).length);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
