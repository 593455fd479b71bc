import { PbfWriter } from 'pbf';
import type { CompiledNetwork } from '../../compile/topology.ts';
import { writeGraph } from './graph.ts';
import { type Settings, writeSettings } from './hparams.ts';
import { record } from './records.ts';

/** Numbers of how many values fall where. Bounds rise; `counts[i]` lie from `bounds[i]` up to `bounds[i + 1]`. */
export interface Histogram {
  /** One more than counts. */
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  /** Left out where they are not known: TensorBoard draws without them. */
  readonly sum?: number;
  readonly sumOfSquares?: number;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1: grey, 3: RGB, 4: RGBA. */
  readonly channels: 1 | 3 | 4;
  readonly png: Uint8Array;
}

/** What is logged of one step, by tag. */
export interface Logged {
  readonly scalars?: Readonly<Record<string, number>>;
  readonly histograms?: Readonly<Record<string, Histogram>>;
  readonly pictures?: Readonly<Record<string, Picture>>;
}

/**
 * Records of a TensorBoard event file (`tensorflow/core/util/event.proto`, `framework/summary.proto`), to be put one after
 * the other. `time`: seconds since 1970.
 */
export const fileStart = (time: number): Uint8Array =>
  event(time, null, (writer) => writer.writeStringField(eventField.fileVersion, 'brain.Event:2'));

/** A network as TensorBoard's Graphs tab draws it. */
export const graphEvent = (time: number, network: CompiledNetwork): Uint8Array =>
  event(time, null, (writer) => writer.writeBytesField(eventField.graph, writeGraph(network)));

/** What a run was set to, for the HParams tab. */
export const settingsEvent = (time: number, settings: Settings): Uint8Array =>
  event(time, 0, (writer) =>
    writer.writeMessage(eventField.summary, (log, summary) => summary.writeMessage(1, writeSettings, log), {
      settings,
      startedAt: time,
    }),
  );

/** Empty where nothing is logged: numbers that are not finite are left out, as TensorBoard cannot draw them. */
export function summaryEvent(time: number, step: number, logged: Logged): Uint8Array {
  const values: ((writer: PbfWriter) => void)[] = [
    ...Object.entries(logged.scalars ?? {})
      .filter(([, value]) => Number.isFinite(value))
      .map(([tag, value]) => (writer: PbfWriter) => {
        writer.writeStringField(valueField.tag, tag);
        writer.writeFloatField(valueField.simple, value);
      }),
    ...Object.entries(logged.histograms ?? {}).map(([tag, histogram]) => (writer: PbfWriter) => {
      writer.writeStringField(valueField.tag, tag);
      writer.writeMessage(valueField.histogram, writeHistogram, histogram);
    }),
    ...Object.entries(logged.pictures ?? {}).map(([tag, picture]) => (writer: PbfWriter) => {
      writer.writeStringField(valueField.tag, tag);
      writer.writeMessage(valueField.image, writePicture, picture);
    }),
  ];
  if (values.length === 0) return new Uint8Array();
  return event(time, step, (writer) =>
    writer.writeMessage(
      eventField.summary,
      (all, summary) => {
        for (const write of all) summary.writeMessage(1, (put, value) => put(value), write);
      },
      values,
    ),
  );
}

const eventField = { time: 1, step: 2, fileVersion: 3, graph: 4, summary: 5 } as const;
const valueField = { tag: 1, simple: 2, image: 4, histogram: 5 } as const;

function event(time: number, step: number | null, write: (writer: PbfWriter) => void): Uint8Array {
  const writer = new PbfWriter();
  writer.writeDoubleField(eventField.time, time);
  if (step !== null) writer.writeVarintField(eventField.step, step);
  write(writer);
  return record(writer.finish());
}

/** `HistogramProto`: `bucket_limit[i]` is where bucket i ends, and what begins it where the one before ended. */
function writeHistogram({ bounds, counts, sum, sumOfSquares }: Histogram, writer: PbfWriter): void {
  const total = counts.reduce((all, count) => all + count, 0);
  writer.writeDoubleField(1, bounds[0] ?? 0);
  writer.writeDoubleField(2, bounds.at(-1) ?? 0);
  writer.writeDoubleField(3, total);
  if (sum !== undefined) writer.writeDoubleField(4, sum);
  if (sumOfSquares !== undefined) writer.writeDoubleField(5, sumOfSquares);
  // An empty bucket before the first says where that begins.
  writer.writePackedDouble(6, [...bounds]);
  writer.writePackedDouble(7, [0, ...counts]);
}

function writePicture({ width, height, channels, png }: Picture, writer: PbfWriter): void {
  writer.writeVarintField(1, height);
  writer.writeVarintField(2, width);
  writer.writeVarintField(3, channels);
  writer.writeBytesField(4, png);
}
