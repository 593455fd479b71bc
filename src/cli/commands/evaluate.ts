import { locateData, openData } from '../data.ts';
import { backendOf, withEngine } from '../engine.ts';
import { exitCodes } from '../failure.ts';
import { percent } from '../progress.ts';
import type { CommandRun } from '../run.ts';
import { count, table } from '../table.ts';
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
      backend: backendOf(args),
    }),
  );
  if (args.flag('json')) {
    terminal.out(JSON.stringify({ ...evaluation, classes: dataset.classes }));
    return exitCodes.fine;
  }
  const rows = evaluation.perClass.map(({ precision, recall, f1, support }, i) => [
    dataset.classes[i] ?? String(i),
    percent(precision),
    percent(recall),
    percent(f1),
    count(support),
  ]);
  terminal.out(
    [
      `${dataset.title}, ${evaluation.split}: ${count(evaluation.count)} images`,
      `Accuracy ${percent(evaluation.accuracy)} · loss ${evaluation.loss.toFixed(4)} · macro F1 ${percent(evaluation.macroF1)}`,
      table(['Class', 'Precision', 'Recall', 'F1', 'Images'], rows, ['left', 'right', 'right', 'right', 'right']),
    ].join('\n'),
  );
  return exitCodes.fine;
};
