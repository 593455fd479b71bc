import { PbfReader } from 'pbf';
import { expect } from 'vitest';
import { crc32c } from '../records.ts';

/** Data of the records of a file; their sums are checked by the rule of the format, read from the other side. */
export function recordsOf(file: Uint8Array): readonly Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const found: Uint8Array[] = [];
  const unmasked = (at: number) => {
    const turned = (view.getUint32(at, true) - 0xa282ead8) >>> 0;
    return ((turned << 15) | (turned >>> 17)) >>> 0;
  };
  for (let at = 0; at < file.length; ) {
    const length = view.getUint32(at, true);
    expect(unmasked(at + 8)).toBe(crc32c(file.subarray(at, at + 8)));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(unmasked(at + 12 + length)).toBe(crc32c(data));
    found.push(data);
    at += 16 + length;
  }
  return found;
}

/** What an event of a log says. */
export interface Read {
  time: number;
  step: number;
  version: string;
  graph: Uint8Array | null;
  scalars: Record<string, number>;
  histograms: Record<string, { limits: number[]; counts: number[]; total: number }>;
  /** Encoded pictures. */
  pictures: Record<string, Uint8Array>;
}

export function eventOf(data: Uint8Array): Read {
  const event: Read = {
    time: Number.NaN,
    step: 0,
    version: '',
    graph: null,
    scalars: {},
    histograms: {},
    pictures: {},
  };
  new PbfReader(data).readFields((field, read, from) => {
    if (field === 1) read.time = from.readDouble();
    else if (field === 2) read.step = from.readVarint();
    else if (field === 3) read.version = from.readString();
    else if (field === 4) read.graph = from.readBytes();
    else if (field === 5)
      from.readMessage((one, all, values) => one === 1 && values.readMessage(readValue(all), null), read);
  }, event);
  return event;
}

const readValue = (read: Read) => {
  let tag = '';
  return (field: number, _: null, from: PbfReader): void => {
    if (field === 1) tag = from.readString();
    else if (field === 2) read.scalars[tag] = from.readFloat();
    else if (field === 4) {
      from.readMessage((part, found, values) => {
        if (part === 4) found[tag] = values.readBytes();
      }, read.pictures);
    } else if (field === 5) {
      const histogram = { limits: [] as number[], counts: [] as number[], total: 0 };
      read.histograms[tag] = histogram;
      from.readMessage((part, found, values) => {
        if (part === 3) found.total = values.readDouble();
        else if (part === 6) values.readPackedDouble(found.limits);
        else if (part === 7) values.readPackedDouble(found.counts);
      }, histogram);
    }
  };
};
