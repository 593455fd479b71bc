import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/engine/protocol.ts';
import { readSnapshotBytes, snapshotBytes } from './snapshot-bytes.ts';

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer.slice(byteOffset, byteOffset + byteLength));
const noBreath = async () => undefined;
const large = 5 * 2 ** 20;

const snapshot: Snapshot = {
  step: 7,
  epoch: 1,
  weights: [
    { name: 'conv/kernel', shape: [2, 3], values: Float32Array.of(1, -2, 3.5, Number.MIN_VALUE, 1e30, -0) },
    { name: 'noyau é', shape: [large], values: Float32Array.from({ length: large }, (_, i) => i / 3) },
  ],
  optimizer: [{ name: 'conv/kernel/momentum', shape: [1], values: Float32Array.of(0.25) }],
  random: [5, 1, 7],
  history: [
    {
      epoch: 1,
      loss: 0.5,
      accuracy: null,
      valLoss: 0.25,
      valAccuracy: 1,
      samplesPerSecond: 10,
      seconds: 2,
      extra: { a: 1 },
    },
  ],
  partial: { stepInEpoch: 1, sums: [1, 2], samples: 8, seconds: 0.5, batchSize: 8 },
};

describe('a state of a run as bytes', () => {
  it('is read back, every bit of it, and gives the screen its turns', async () => {
    let breaths = 0;
    const bytes = await snapshotBytes(snapshot, async () => {
      breaths++;
    });
    expect(breaths).toBe(2);
    const read = readSnapshotBytes(bytes);
    expect({ ...read, weights: [], optimizer: [] }).toEqual({ ...snapshot, weights: [], optimizer: [] });
    expect(read?.optimizer).toEqual(snapshot.optimizer);
    for (const [i, weight] of snapshot.weights.entries()) {
      const { name, shape, values } = read?.weights[i] ?? {};
      expect({ name, shape }).toEqual({ name: weight.name, shape: weight.shape });
      expect(bytesOf(values ?? new Float32Array()).compare(bytesOf(weight.values))).toBe(0);
    }
  });

  it('is not taken from bytes that are cut off, changed or something else', async () => {
    const bytes = await snapshotBytes({ ...snapshot, weights: snapshot.weights.slice(0, 1) }, noBreath);
    expect(readSnapshotBytes(bytes)).not.toBeNull();
    for (const length of [0, 3, 4, 100, bytes.length - 1]) expect(readSnapshotBytes(bytes.slice(0, length))).toBeNull();
    expect(readSnapshotBytes(Uint8Array.from([...bytes, 0]))).toBeNull();
    expect(readSnapshotBytes(new TextEncoder().encode('something else'))).toBeNull();
  });
});
