import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Answer, answerOf, type Meaning, meaningOf } from '../core/predictions/answer.ts';
import { nodePictures } from '../engine/data/node.ts';
import { sightOf } from '../engine/data/see-image.ts';
import type { DataReader } from '../engine/data/source.ts';
import { EngineError } from '../engine/failure.ts';
import { picturesIn } from '../engine/predict/pictures-in.ts';
import { predictFiles } from '../engine/predict/predict-files.ts';
import type { BackendName, Engine } from '../engine/protocol.ts';
import { pictureShape } from './data.ts';
import { engineFault } from './engine.ts';
import { CliFailure, exitCodes, fault, misuse } from './failure.ts';
import { count } from './table.ts';
import type { Terminal } from './terminal.ts';
import type { Trained } from './trained.ts';

/** Pictures to be predicted: each by the name that it was given with, or that of the folder it was found in. */
export interface Pictures {
  readonly files: readonly string[];
  /** Those that were named themselves: what is wrong with them ends the command. */
  readonly named: ReadonlySet<string>;
  readonly reader: DataReader;
}

/** Files, and what is in folders. Throws a `CliFailure` where there is nothing of that name, or no picture in a folder. */
export async function findPictures(what: readonly string[], { cwd }: Terminal): Promise<Pictures> {
  const { list, read } = nodePictures.reader;
  const reader: DataReader = {
    list: (path) => list(resolve(cwd, path)),
    read: (path) => read(resolve(cwd, path)),
  };
  const files: string[] = [];
  const named = new Set<string>();
  for (const name of what) {
    const found = await stat(resolve(cwd, name)).catch(() => null);
    if (!found) throw misuse(`${name} cannot be read`);
    if (!found.isDirectory()) {
      named.add(name);
      files.push(name);
      continue;
    }
    const inside = await picturesIn(name, reader);
    if (inside.length === 0) throw fault(`${name} holds no pictures`);
    for (const path of inside) files.push(path);
  }
  return { files, named, reader };
}

/** What the answers of a trained network mean. */
export const meaningOfTrained = ({ run: { network, data }, classes }: Trained): Meaning =>
  meaningOf(network, data, classes);

export type FileAnswer =
  | { readonly path: string; readonly answer: Answer }
  | { readonly path: string; readonly reason: string };

/** Answers in the order of the files, as they come. Throws a `CliFailure` for a named file that is no picture, and at Ctrl C. */
export async function* answersOf(
  { files, named, reader }: Pictures,
  trained: Trained,
  engine: Engine,
  backend: BackendName | 'auto',
  terminal: Terminal,
): AsyncGenerator<FileAnswer> {
  const { network, data } = trained.run;
  const sight = sightOf(trained.run);
  if (!sight) {
    // Says which shape it takes.
    pictureShape(network.inputShape);
    return;
  }
  const meaning = meaningOfTrained(trained);
  const preparer = nodePictures.startPreparer(files.length);
  const stop = new AbortController();
  const forget = terminal.onInterrupt(() => stop.abort());
  const ask = async (images: Float32Array, count: number) => {
    try {
      const request = { network, weights: trained.weights, images, count, backend, withMaps: false };
      return (await engine.predict(request)).probabilities;
    } catch (error) {
      throw error instanceof EngineError ? engineFault(error.failure) : error;
    }
  };
  const { normalization = { kind: 'unit' } as const } = data ?? {};
  const question = { files, read: reader.read, preparer, sight, normalization, ask, signal: stop.signal };
  let done = 0;
  try {
    for await (const outputs of predictFiles(question)) {
      for (const one of outputs) {
        done++;
        if ('output' in one) yield { path: one.path, answer: answerOf(one.output, meaning) };
        else if (named.has(one.path)) throw fault(`${one.path} is no picture: ${one.reason}`);
        else yield one;
      }
      terminal.status(`Predicting ${count(done)}/${count(files.length)}`);
    }
    if (stop.signal.aborted) throw new CliFailure(exitCodes.fault, `stopped after ${count(done)} pictures`);
  } finally {
    terminal.status('');
    forget();
    preparer.destroy();
  }
}
