import { resolve } from 'node:path';
import { dataRefSchema } from '../core/document/data-ref.ts';
import type { DataRef } from '../core/document/schema.ts';
import type { Shape } from '../core/math/shape.ts';
import { formatShape } from '../core/math/shape.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import { dataRefOf, loadDatasetNode } from '../engine/data/node.ts';
import type { Args } from './args.ts';
import { fault, misuse } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** What trains or tests a network, fitted to its input. Throws a `CliFailure`: a fault of the data. */
export async function openData(ref: DataRef, inputShape: Shape, terminal: Terminal): Promise<Dataset> {
  const loaded = await loadDatasetNode(ref, {
    inputShape,
    onProgress: ({ done, total }) => terminal.status(`Reading images ${done}/${total}`),
  });
  terminal.status('');
  if (!loaded.ok) throw fault(loaded.error.message);
  const { skipped } = loaded.value;
  const [first] = skipped;
  if (first) terminal.note(`stride: ${skipped.length} left out, first ${first.path}: ${first.reason}`);
  return loaded.value;
}

/** `--data` as a document keeps it. Throws a `CliFailure`: wrong use where there is no such data. */
export async function locateData(what: string, terminal: Terminal): Promise<DataRef> {
  const embedded = what === 'digits' || what === 'fashion-mnist';
  const found = await dataRefOf(embedded ? what : resolve(terminal.cwd, what));
  if (found.ok) return found.value;
  if (found.error.code !== 'not-found') throw fault(found.error.message);
  throw misuse(
    `${what}: there is no such data; it is digits, fashion-mnist, a folder with a folder per class or with images and masks, a CSV file, an .npz or .npy, or an idx file`,
  );
}

/** The same with what the options of the command say of it. */
export async function chooseData(args: Args, terminal: Terminal): Promise<DataRef> {
  const ref = await locateData(args.text('data') ?? '', terminal);
  const given = {
    resize: args.text('resize'),
    colour: args.text('colour'),
    normalize: args.text('normalize'),
    targets: args.text('target')?.split(','),
    task: args.text('task'),
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  const parsed = dataRefSchema.parse({ ...ref, ...Object.fromEntries(said) });
  const ignored = said.find(([name]) => !(name in parsed));
  if (ignored) throw misuse(`--${ignored[0].replace('targets', 'target')} does not go with ${args.text('data')}`);
  return parsed;
}

/** A network's input as the size of a picture; others cannot be fed with images. */
export function pictureShape(shape: Shape): [number, number, number] {
  const [height, width, channels] = shape;
  if (shape.length === 3 && height && width && (channels === 1 || channels === 3)) return [height, width, channels];
  throw fault(`the network takes ${formatShape(shape)}, images need height×width×1 or height×width×3`);
}
