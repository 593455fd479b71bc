import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import { type Dataset, pictureShape, type Split } from './dataset.ts';
import type { DataError } from './errors.ts';
import { type PlannedImage, planFolder } from './folder-plan.ts';
import { fitImage, type PixelImage } from './images.ts';
import { allocateBytes } from './memory.ts';
import { checkSize } from './resize.ts';
import { cancelled, type DataReader, type ImageDecoder, type LoadOptions } from './source.ts';

/** Files opened at once: enough to keep the disk and the decoder busy, few enough not to hold many large pictures. */
const atOnce = 8;

/** Larger pictures are reduced to this when nobody says what the network takes. */
const largestOwnSide = 256;

/** A data set of a folder per class (see `planFolder`). Pictures that cannot be read are left out and listed. */
export async function loadFolder(
  path: string,
  reader: DataReader,
  decode: ImageDecoder,
  options: LoadOptions,
): Promise<Result<Dataset, DataError>> {
  const plan = await planFolder(path, reader);
  if (!plan.ok) return plan;
  const { classes, images } = plan.value;
  const skipped = [...plan.value.skipped];
  const total = images.train.length + images.validation.length + images.test.length;

  const shape =
    pictureShape(options.inputShape ?? []) ?? (await ownShape([...images.train, ...images.test], reader, decode));
  if (!shape) return fail({ code: 'unreadable', path, message: say('noneReadable', { count: total, path }) });
  const refusal = checkSize(total, shape);
  if (refusal) return fail({ ...refusal, path });

  let done = 0;
  const fill = async (planned: readonly PlannedImage[]): Promise<Split | null> => {
    const builder = new SplitBuilder(planned.length, classes.length, shape);
    for (let first = 0; first < planned.length; first += atOnce) {
      if (options.signal?.aborted) return null;
      const batch = planned.slice(first, first + atOnce);
      const opened = await Promise.all(batch.map(({ path: file }) => openImage(file, reader, decode, shape)));
      for (const [index, image] of opened.entries()) {
        const { path: file = '', label = 0 } = batch[index] ?? {};
        if (typeof image === 'string') skipped.push({ path: file, reason: image });
        else builder.add(image, label, file);
      }
      done += batch.length;
      options.onProgress?.({ done, total });
    }
    return builder.finish();
  };
  const train = await fill(images.train);
  const validation = train && (await fill(images.validation));
  const test = validation && (await fill(images.test));
  if (!train || !validation || !test) return fail(cancelled);
  if (train.count === 0) return fail({ code: 'unreadable', path, message: say('noTrainingReadable', { path }) });
  return ok({
    id: path,
    title: path.split(/[\\/]/).filter(Boolean).at(-1) ?? path,
    classes,
    task: 'oneLabel',
    sampleShape: [...shape],
    normalization: { kind: 'unit' },
    licence: '',
    attribution: '',
    splits: { train, validation, test },
    skipped,
  });
}

async function openImage(
  path: string,
  reader: DataReader,
  decode: ImageDecoder,
  shape: readonly [number, number, number],
): Promise<PixelImage | string> {
  try {
    return fitImage(await decode(await reader.read(path), path), shape);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** In colour, and of the first picture's size. */
async function ownShape(
  images: readonly PlannedImage[],
  reader: DataReader,
  decode: ImageDecoder,
): Promise<readonly [number, number, number] | null> {
  for (const { path } of images) {
    try {
      const { height, width } = await decode(await reader.read(path), path);
      const scale = Math.min(1, largestOwnSide / Math.max(height, width));
      return [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale)), 3];
    } catch {
      // The load itself lists it among the skipped.
    }
  }
  return null;
}

/** Room for every planned image; those that could not be read leave the end unused. */
class SplitBuilder {
  private count = 0;
  private readonly paths: string[] = [];
  private readonly size: number;
  private readonly pixels: Uint8Array;
  private readonly labels: Uint8Array | Uint16Array;

  constructor(most: number, classes: number, shape: readonly [number, number, number]) {
    this.size = shape[0] * shape[1] * shape[2];
    this.pixels = allocateBytes(most * this.size);
    this.labels = classes <= 256 ? allocateBytes(most) : new Uint16Array(allocateBytes(most * 2).buffer);
  }

  add(image: PixelImage, label: number, path: string): void {
    this.paths.push(path);
    this.pixels.set(image.data, this.count * this.size);
    this.labels[this.count] = label;
    this.count++;
  }

  finish(): Split {
    const { count, paths } = this;
    return {
      count,
      samples: { kind: 'bytes', values: this.pixels.subarray(0, count * this.size) },
      targets: { kind: 'classes', labels: this.labels.subarray(0, count) },
      paths,
    };
  }
}
