import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { shapeSize } from '../../core/math/shape.ts';
import { decodeImageFile } from '../../engine/data/decode-image.ts';
import { prepareDigit } from '../../engine/data/digit.ts';
import { fitImage, type PixelImage } from '../../engine/data/images.ts';
import { normalizeInto } from '../../engine/data/normalize.ts';
import { pictureShape } from '../data.ts';
import { backendOf, withEngine } from '../engine.ts';
import { exitCodes, fault, misuse } from '../failure.ts';
import { percent } from '../progress.ts';
import type { CommandRun } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { openTrained, type Trained } from '../trained.ts';

export const run: CommandRun = async (args, terminal) => {
  const [folder = '', ...files] = args.positionals;
  const trained = await openTrained(folder, terminal);
  const { network } = trained.run;
  const { normalization = { kind: 'unit' } as const } = trained.run.data ?? {};
  const size = shapeSize(network.inputShape);
  const images = new Float32Array(files.length * size);
  for (const [i, file] of files.entries()) {
    const { data } = prepared(await decoded(file, terminal), trained);
    normalizeInto(data, normalization, network.inputShape.at(-1) ?? 1, images, i * size);
  }
  const request = { network, weights: trained.weights, images, count: files.length, withMaps: false } as const;
  const { probabilities } = await withEngine((engine) => engine.predict({ ...request, backend: backendOf(args) }));
  const answers = files.map((file, i) => answer(file, [...(probabilities[i] ?? [])], trained.classes));
  if (args.flag('json')) terminal.out(JSON.stringify(answers));
  else
    for (const { image, label, probability } of answers) terminal.out(`${image}: ${label} (${percent(probability)})`);
  return exitCodes.fine;
};

/** The most probable class and every class's probability, in the order of the classes. */
function answer(image: string, probabilities: readonly number[], classes: readonly string[] | null) {
  const name = (index: number): string => classes?.[index] ?? String(index);
  const index = probabilities.reduce((best, p, i) => (p > (probabilities[best] ?? 0) ? i : best), 0);
  return {
    image,
    class: index,
    label: name(index),
    probability: probabilities[index] ?? 0,
    probabilities: probabilities.map((probability, i) => ({ label: name(i), probability })),
  };
}

/** Pictures of digits are turned into what the digits look like that it learned; others are only resized. */
function prepared(image: PixelImage, { run: { network, settings, data } }: Trained): PixelImage {
  const shape = pictureShape(network.inputShape);
  const asStored = image.height === shape[0] && image.width === shape[1];
  const digits = settings.data.source === 'embedded' && settings.data.id === 'digits';
  return digits && !asStored
    ? prepareDigit(image, shape)
    : fitImage(image, shape, { ...data, grey: data?.grey ?? false });
}

async function decoded(file: string, terminal: Terminal): Promise<PixelImage> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(resolve(terminal.cwd, file));
  } catch {
    throw misuse(`${file} cannot be read`);
  }
  try {
    return decodeImageFile(bytes);
  } catch (error) {
    throw fault(`${file} is no picture: ${error instanceof Error ? error.message : String(error)}`);
  }
}
