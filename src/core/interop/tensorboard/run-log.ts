import type { EpochFigures, Histogram as Weights } from '../../diagnosis/figures.ts';
import type { EpochRecord, RunRecord } from '../../document/runs.ts';
import { fileStart, graphEvent, type Histogram, settingsEvent, summaryEvent } from './events.ts';
import type { Settings } from './hparams.ts';

/** Where Keras's own callback writes, too: TensorBoard then draws both in one chart. */
export type LogPart = 'train' | 'validation';

/** A file of a run's log folder. */
export interface LogFile {
  /** In the run's folder, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

type LoggedRun = Pick<RunRecord, 'id' | 'startedAt' | 'settings' | 'network' | 'epochs' | 'figures'>;

const secondsOf = ({ startedAt }: LoggedRun): number => Date.parse(startedAt) / 1000;

/** TensorBoard reads files with `tfevents` in their name, in the order of their names. */
export const logPath = (run: LoggedRun, part: LogPart): string =>
  `${part}/events.out.tfevents.${Math.floor(secondsOf(run))}.${run.id.replace(/[^\w-]/g, '')}`;

/** How a part's file begins; the training part tells the settings and the network. */
export function startOf(run: LoggedRun, part: LogPart): Uint8Array {
  const time = secondsOf(run);
  const rest = part === 'train' ? [graphEvent(time, run.network), settingsEvent(time, settingsOf(run))] : [];
  return joined([fileStart(time), ...rest]);
}

/** What was measured of each layer in an epoch: how its weights lie, its gradient, its step, and its dead units. */
export function layerEvents(run: LoggedRun, { epoch, layers }: EpochFigures): Uint8Array {
  const names = new Map(Object.entries(run.network.nodeIds).map(([name, id]) => [id, name]));
  const scalars: Record<string, number> = {};
  const histograms: Record<string, Histogram> = {};
  for (const [id, { gradientNorm, updateRatio, dead, weights }] of Object.entries(layers)) {
    const name = names.get(id) ?? id;
    if (gradientNorm !== null) scalars[`gradient_norm/${name}`] = gradientNorm;
    if (updateRatio !== null) scalars[`update_ratio/${name}`] = updateRatio;
    if (dead) scalars[`dead_units/${name}`] = dead.dead / dead.units;
    if (weights) histograms[`${name}/weights`] = { bounds: boundsOf(weights), counts: weights.counts };
  }
  return summaryEvent(timeOf(run, epoch), epoch - 1, { scalars, histograms });
}

const boundsOf = ({ min, max, counts }: Weights): readonly number[] =>
  Array.from({ length: counts.length + 1 }, (_, i) => min + ((max - min) * i) / counts.length);

/** An epoch's figures under the names that Keras gives them, `step` being the epoch counted from 0 as there. */
export function epochEvents(run: LoggedRun, epoch: EpochRecord, part: LogPart): Uint8Array {
  const scalars = part === 'train' ? trainingFigures(epoch) : validationFigures(epoch);
  return summaryEvent(timeOf(run, epoch.epoch), epoch.epoch - 1, { scalars });
}

/** When an epoch had ended, pauses left out: seconds since 1970. */
const timeOf = (run: LoggedRun, epoch: number): number =>
  run.epochs.filter((one) => one.epoch <= epoch).reduce((time, one) => time + one.seconds, secondsOf(run));

/** The whole log of a run as it is kept: what was not kept of it, single batches and pictures, is not in it. */
export function runLog(run: LoggedRun): readonly LogFile[] {
  return (['train', 'validation'] as const).flatMap((part) => {
    const layers =
      part === 'train'
        ? (run.figures ?? []).filter(({ epoch }) => epoch > 0).map((figures) => layerEvents(run, figures))
        : [];
    const events = [...run.epochs.map((epoch) => epochEvents(run, epoch, part)), ...layers].filter(
      ({ length }) => length > 0,
    );
    if (part === 'validation' && events.length === 0) return [];
    return [{ path: logPath(run, part), bytes: joined([startOf(run, part), ...events]) }];
  });
}

function trainingFigures(epoch: EpochRecord): Readonly<Record<string, number>> {
  return {
    epoch_loss: epoch.loss,
    ...(epoch.accuracy === null ? {} : { epoch_accuracy: epoch.accuracy }),
    ...(epoch.learningRate === undefined ? {} : { epoch_learning_rate: epoch.learningRate }),
    ...(epoch.samplesPerSecond > 0 ? { samples_per_second: epoch.samplesPerSecond } : {}),
    ...others(epoch, (name) => (isOfValidation(name) ? null : name)),
  };
}

function validationFigures(epoch: EpochRecord): Readonly<Record<string, number>> {
  return {
    ...(epoch.valLoss === null ? {} : { epoch_loss: epoch.valLoss }),
    ...(epoch.valAccuracy === null ? {} : { epoch_accuracy: epoch.valAccuracy }),
    ...others(epoch, (name) => (isOfValidation(name) ? name.charAt(3).toLowerCase() + name.slice(4) : null)),
  };
}

/** `valTop2Accuracy` is `top2Accuracy` of the validation samples. */
const isOfValidation = (name: string): boolean => /^val[A-Z]/.test(name);

function others({ extra }: EpochRecord, nameOf: (name: string) => string | null): Record<string, number> {
  return Object.fromEntries(
    Object.entries(extra).flatMap(([key, value]) => {
      const name = nameOf(key);
      return name === null ? [] : [[`epoch_${snakeCase(name)}`, value] as const];
    }),
  );
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Settings that are one number or word; the rest as JSON. */
const settingsOf = ({ settings }: LoggedRun): Settings =>
  Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => {
        const plain = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
        return [snakeCase(name), plain ? value : JSON.stringify(value)];
      }),
  );

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
