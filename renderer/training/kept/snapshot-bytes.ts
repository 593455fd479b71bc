import { z } from 'zod';
import { epochRecordSchema } from '../../../src/core/document/runs.ts';
import { packTensors, unpackTensors } from '../../../src/core/interop/tensors.ts';
import type { EpochReport, NamedWeight, Snapshot } from '../../../src/engine/protocol.ts';

const tensors = z.array(z.object({ name: z.string(), shape: z.array(z.number().int().min(0)) }));

const headerSchema = z.object({
  format: z.literal('stride-checkpoint'),
  version: z.literal(1),
  step: z.number().int().min(0),
  epoch: z.number().int().min(0),
  random: z.array(z.number()),
  history: z.array(epochRecordSchema),
  partial: z
    .object({
      stepInEpoch: z.number().int().min(0),
      sums: z.array(z.number()),
      samples: z.number(),
      seconds: z.number(),
      batchSize: z.number().int().min(1).exactOptional(),
    })
    .exactOptional(),
  weights: tensors,
  optimizer: tensors,
});

/** Values copied without giving the screen a turn: about 3 ms of them. */
const portion = 8 * 2 ** 20;

const specsOf = (weights: readonly NamedWeight[]) => weights.map(({ name, shape }) => ({ name, shape }));

/** JSON has no NaN: a figure that is none is left out. */
const writable = (report: EpochReport): EpochReport => ({
  ...report,
  extra: Object.fromEntries(Object.entries(report.extra).filter(([, value]) => Number.isFinite(value))),
});

/**
 * A snapshot as bytes: the header's length in 4 bytes, little-endian, a header of JSON, then all values as float32.
 * Large ones are copied in portions, `breathe` between them.
 */
export async function snapshotBytes(snapshot: Snapshot, breathe: () => Promise<void>): Promise<Uint8Array> {
  const { weights, optimizer, history, ...rest } = snapshot;
  const header = new TextEncoder().encode(
    JSON.stringify({
      format: 'stride-checkpoint',
      version: 1,
      ...rest,
      history: history.map(writable),
      weights: specsOf(weights),
      optimizer: specsOf(optimizer),
    }),
  );
  const all = [...weights, ...optimizer];
  const size = all.reduce((bytes, { values }) => bytes + values.byteLength, 0);
  const bytes = new Uint8Array(4 + header.length + size);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  let offset = 4 + header.length;
  let sinceBreath = 0;
  for (const tensor of all) {
    for (let start = 0; start < tensor.values.length; start += portion / 4) {
      const packed = packTensors([{ ...tensor, values: tensor.values.subarray(start, start + portion / 4) }]);
      bytes.set(packed, offset);
      offset += packed.length;
      sinceBreath += packed.length;
      if (sinceBreath < portion) continue;
      sinceBreath = 0;
      await breathe();
    }
  }
  return bytes;
}

/** `null` for bytes that are no snapshot of this version, or not all of one. */
export function readSnapshotBytes(bytes: Uint8Array): Snapshot | null {
  if (bytes.length < 4) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const parsed = headerSchema.safeParse(parseJson(new TextDecoder().decode(bytes.subarray(4, 4 + length))));
  if (!parsed.success) return null;
  const { format: _, version: __, weights, optimizer, ...rest } = parsed.data;
  const all = unpackTensors(bytes.subarray(4 + length), [...weights, ...optimizer]);
  if (!all) return null;
  return { ...rest, weights: all.slice(0, weights.length), optimizer: all.slice(weights.length) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
