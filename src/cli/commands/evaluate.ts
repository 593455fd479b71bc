import { pictureShape } from '../../engine/data/dataset.ts';
import { locateData, openData } from '../data.ts';
import { backendOf, withEngine } from '../engine.ts';
import { evaluationText } from '../evaluation-text.ts';
import { exitCodes } from '../failure.ts';
import type { CommandRun } from '../run.ts';
import { count } from '../table.ts';
import { openTrained } from '../trained.ts';

const splits = ['train', 'validation', 'test'] as const;

export const run: CommandRun = async (args, terminal) => {
  const { run: trained, weights } = await openTrained(args.positionals[0] ?? '', terminal);
  const { network, settings } = trained;
  const given = args.text('data');
  const ref = given === undefined ? settings.data : await locateData(given, terminal);
  const dataset = await openData(ref, network.inputShape, terminal);
  const evaluation = await withEngine((engine) =>
    engine.evaluate({
      network,
      weights,
      dataset,
      split: splits.find((name) => name === args.text('split')) ?? 'test',
      batchSize: args.number('batch-size') ?? 64,
      loss: settings.loss,
      lossOptions: settings,
      backend: backendOf(args),
    }),
  );
  if (args.flag('json')) {
    terminal.out(JSON.stringify({ ...evaluation, classes: dataset.classes }, plainArrays));
    return exitCodes.fine;
  }
  terminal.out(
    [
      `${dataset.title}, ${evaluation.split}: ${count(evaluation.count)} ${pictureShape(dataset.sampleShape) ? 'images' : 'samples'}`,
      ...evaluationText(evaluation, dataset.classes),
    ].join('\n'),
  );
  return exitCodes.fine;
};

/** Typed arrays as lists: JSON would write them as objects. */
const plainArrays = (_: string, value: unknown): unknown =>
  value instanceof Float32Array || value instanceof Uint32Array || value instanceof Uint8Array ? [...value] : value;
