import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { centreByMass } from '../../src/engine/data/digit.ts';
import { seededShuffle } from '../../src/engine/data/shuffle.ts';
import { type LabelledImage, type MadeSprite, makeSprite } from './sprite.ts';

export const digitsSource = '/usr/share/doc/opencv-doc/examples/data/digits.png';

const [side, perRow, perClass, classes] = [20, 100, 500, 10];
const seed = 20;

/**
 * The 5,000 digits of OpenCV's samples: 20×20 each, 100 a row, 500 of each class in order. They are moved by whole
 * pixels to the middle of 28×28 by centre of mass, as MNIST's were, and not resampled.
 */
export async function makeDigits(): Promise<MadeSprite> {
  const bytes = new Uint8Array(await readFile(digitsSource));
  const sheet = decode(bytes);
  if (sheet.width !== perRow * side || sheet.height !== (classes * perClass * side) / perRow || sheet.channels !== 1) {
    throw new Error(`${digitsSource}: a greyscale sheet of 2000×1000 expected, ${sheet.width}×${sheet.height} found.`);
  }
  const image = (index: number): LabelledImage => {
    const corner = Math.floor(index / perRow) * side * sheet.width + (index % perRow) * side;
    const data = new Uint8Array(side * side);
    for (let y = 0; y < side; y++) {
      data.set(sheet.data.subarray(corner + y * sheet.width, corner + y * sheet.width + side), y * side);
    }
    const centred = centreByMass({ width: side, height: side, channels: 1, data }, 28);
    return { pixels: new Uint8Array(centred.data), label: Math.floor(index / perClass) };
  };
  // Neighbours in the sheet are often of one hand: each class is mixed before it is cut into splits.
  const byClass = Array.from({ length: classes }, (_, label) =>
    [...seededShuffle(perClass, seed + label)].map((index) => image(label * perClass + index)),
  );
  const cut = (from: number, to: number) => byClass.flatMap((images) => images.slice(from, to));
  return makeSprite(
    {
      name: 'digits',
      title: 'Handwritten digits',
      classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      licence: 'Apache-2.0 AND BSD-3-Clause',
      attribution: 'OpenCV contributors, samples/data/digits.png, © 2000–2022 (Debian package opencv-doc)',
      preparation: 'Moved by whole pixels into 28×28, centre of mass in the middle (as MNIST); not resampled.',
      sources: [{ file: digitsSource, bytes }],
      seed,
    },
    { train: cut(0, 400), validation: cut(400, 450), test: cut(450, 500) },
  );
}
