import { resolve } from 'node:path';
import type { DataRef } from '../core/document/schema.ts';
import type { Shape } from '../core/math/shape.ts';
import { formatShape } from '../core/math/shape.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import { loadDatasetNode } from '../engine/data/node.ts';
import { fault, misuse } from './failure.ts';
import type { Terminal } from './terminal.ts';

/**
 * The images that `--data` or a document names, fitted to a network's input `[height, width, channels]`.
 * Throws a `CliFailure`: wrong use where there is no such data, a fault of the data otherwise.
 */
export async function openData(what: DataRef | string, inputShape: Shape, terminal: Terminal): Promise<Dataset> {
  const source = typeof what === 'string' ? located(what, terminal) : what;
  const loaded = await loadDatasetNode(source, {
    inputShape,
    onProgress: ({ done, total }) => terminal.status(`Reading images ${done}/${total}`),
  });
  terminal.status('');
  if (loaded.ok) {
    const { skipped } = loaded.value;
    if (skipped.length > 0) terminal.note(`stride: ${skipped.length} files left out, first ${skipped[0]?.path}`);
    return loaded.value;
  }
  if (loaded.error.code === 'not-found' && typeof what === 'string') {
    throw misuse(`${what}: there is no such data; it is digits, fashion-mnist, or a folder with a folder per class`);
  }
  throw fault(loaded.error.message);
}

const embedded = ['digits', 'fashion-mnist'] as const;

/** `--data` as a document keeps it. */
export function dataRef(what: string, terminal: Terminal): DataRef {
  const id = embedded.find((name) => name === what);
  return id ? { source: 'embedded', id } : { source: 'folder', path: located(what, terminal) };
}

const located = (what: string, terminal: Terminal): string =>
  embedded.some((name) => name === what) ? what : resolve(terminal.cwd, what);

/** A network's input as the size of a picture; others cannot be fed with images. */
export function pictureShape(shape: Shape): [number, number, number] {
  const [height, width, channels] = shape;
  if (shape.length === 3 && height && width && (channels === 1 || channels === 3)) return [height, width, channels];
  throw fault(`the network takes ${formatShape(shape)}, images need height×width×1 or height×width×3`);
}
