import { resolve } from 'node:path';
import { analyze } from '../../core/analysis/analyze.ts';
import { compileNetwork, severalEnds } from '../../core/compile/compile.ts';
import { checkTraining } from '../../core/compile/training.ts';
import { type DataRef, optimizers, type StrideDocument, type TrainingSettings } from '../../core/document/schema.ts';
import type { Problem } from '../../core/problems/problem.ts';
import { runDataOf } from '../../engine/data/run-data.ts';
import { trainingDataOf } from '../../engine/data/training-data.ts';
import type { Device, EngineEvent, EpochReport, TrainRequest } from '../../engine/protocol.ts';
import type { Args } from '../args.ts';
import { chooseData, openData } from '../data.ts';
import { backendOf, engineFault, withEngine } from '../engine.ts';
import { openEventLog } from '../event-log.ts';
import { exitCodes, fault, misuse } from '../failure.ts';
import { forecast, measuredLine } from '../forecast.ts';
import { makeFolder } from '../output.ts';
import { epochLine, progressLine } from '../progress.ts';
import { beginning, type EndedRun, recordOf, writeResults } from '../results.ts';
import type { CommandRun } from '../run.ts';
import { openNetwork } from '../source.ts';
import type { Terminal } from '../terminal.ts';

export const run: CommandRun = async (args, terminal) => {
  const [data, output] = [args.text('data'), args.text('output')];
  if (data === undefined || output === undefined) throw misuse('train: --data and -o DIR are needed');
  const opened = await openNetwork(args.positionals[0] ?? '', terminal);
  const ref = await chooseData(args, terminal);
  const document: StrideDocument = { ...opened, training: chosenSettings(opened.training, ref, args) };
  const analysis = analyze(document.graph);
  const compiled = compileNetwork(document, document.name, analysis);
  if (!compiled.ok) throw refusal(compiled.error);
  const ends = severalEnds(document.graph, analysis);
  if (ends.length > 0) throw refusal(ends);
  const dataset = await openData(ref, compiled.value.inputShape, terminal);
  const errors = checkTraining(document, analysis, trainingDataOf(dataset)).filter(
    (problem) => problem.severity === 'error',
  );
  if (errors.length > 0) throw refusal(errors);
  await makeFolder(terminal, output);

  const started = new Date();
  const reports: EpochReport[] = [];
  const quiet = args.flag('json');
  const begun = beginning(compiled.value, document.training, started);
  const logs = args.text('tensorboard');
  const log = logs === undefined ? null : openEventLog(resolve(terminal.cwd, logs), begun);
  const { trained, forecasted } = await withEngine(async (engine) => {
    const request: TrainRequest = {
      runId: 'cli',
      network: compiled.value,
      settings: document.training,
      dataset,
      backend: backendOf(args),
      probe: null,
    };
    const wanted = !quiet && !args.flag('no-forecast');
    const forecasted = wanted ? await forecast(engine, request, terminal) : null;
    const trained = await trainToEnd(
      (onEvent) => engine.train(request, onEvent),
      terminal,
      (event) => {
        if (event.type === 'epoch') {
          reports.push(event.report);
          log?.epoch(event.report);
        }
        show(event, document.training.epochs, quiet, terminal);
      },
    );
    return { trained, forecasted };
  });
  const record = {
    ...recordOf(begun, reports, trained),
    data: runDataOf(dataset, ref),
    ...(forecasted ? { forecast: forecasted } : {}),
  };
  // What was trained is kept whatever became of its log.
  const unlogged = await log?.end().then(
    () => null,
    (error: unknown) => error,
  );
  const took = quiet ? null : measuredLine(record);
  if (took !== null) terminal.note(took);
  const weights = trained.outcome.best ?? trained.outcome.last;
  const files = weights ? await writeResults(terminal, output, document, dataset, record, weights) : [];
  if (trained.outcome.failure) throw engineFault(trained.outcome.failure);
  if (!weights) throw fault('the run was stopped before it had trained anything');
  if (unlogged) throw unlogged;
  if (!quiet) terminal.out(`${output}: ${files.join(', ')}`);
  return exitCodes.fine;
};

function chosenSettings(settings: TrainingSettings, data: DataRef, args: Args): TrainingSettings {
  return {
    ...settings,
    data,
    epochs: args.number('epochs') ?? settings.epochs,
    batchSize: args.number('batch-size') ?? settings.batchSize,
    optimizer: optimizers.find((name) => name === args.text('optimizer')) ?? settings.optimizer,
    learningRate: args.number('learning-rate') ?? settings.learningRate,
    seed: args.number('seed') ?? settings.seed,
  };
}

/** The first error with what would mend it. */
function refusal(errors: readonly Problem[]) {
  const [first] = errors;
  const fixes = (first?.fixes ?? []).map((fix) => fix.title);
  return fault(
    `${first?.message ?? 'the network cannot be trained'}${fixes.length > 0 ? ` (${fixes.join('; ')})` : ''}`,
  );
}

/** Follows a run to its end; an interrupt (Ctrl C) stops it after the step at hand, and what it has learned is kept. */
function trainToEnd(
  train: (onEvent: (event: EngineEvent) => void) => { stop(): Promise<void> },
  terminal: Terminal,
  onEvent: (event: EngineEvent) => void,
): Promise<EndedRun> {
  return new Promise((resolve) => {
    let device: Device | null = null;
    const handle = train((event) => {
      onEvent(event);
      if (event.type === 'started' || event.type === 'recovered') device = event.device;
      if (event.type !== 'finished') return;
      unhook();
      terminal.status('');
      resolve({ outcome: event.outcome, device });
    });
    const unhook = terminal.onInterrupt(() => {
      void handle.stop();
    });
  });
}

function show(event: EngineEvent, epochs: number, json: boolean, terminal: Terminal): void {
  if (event.type === 'recovered') terminal.note(`stride: ${event.reason}; going on from step ${event.fromStep}`);
  if (json) {
    if (event.type === 'epoch') terminal.out(JSON.stringify(epochFigures(event.report)));
    return;
  }
  if (event.type === 'started') terminal.note(`Training on ${event.device.backend} (${event.device.device})`);
  if (event.type === 'batch') terminal.status(progressLine(event.report, epochs));
  if (event.type === 'epoch') terminal.out(epochLine(event.report, epochs));
}

const epochFigures = ({ epoch, loss, accuracy, valLoss, valAccuracy, samplesPerSecond }: EpochReport) => ({
  epoch,
  loss,
  accuracy,
  valLoss,
  valAccuracy,
  samplesPerSecond,
});
