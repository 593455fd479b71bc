import { describe, expect, test } from 'vitest';
import { type Breakdown, remedyOf } from './recovery.ts';

const lost: Breakdown = { code: 'device-lost', failures: 1, backend: 'webgl', batchSize: 32, stepped: true };

describe('after a failure', () => {
  test('the same once more, then half the batch, then a safer backend, then none', () => {
    expect(remedyOf(lost)).toEqual({ backend: 'webgl', batchSize: 32 });
    expect(remedyOf({ ...lost, failures: 2 })).toEqual({ backend: 'webgl', batchSize: 16 });
    expect(remedyOf({ ...lost, failures: 3, batchSize: 16 })).toEqual({ backend: 'wasm', batchSize: 16 });
    expect(remedyOf({ ...lost, failures: 4, backend: 'wasm', batchSize: 16 })).toEqual({
      backend: 'cpu',
      batchSize: 16,
    });
    expect(remedyOf({ ...lost, failures: 5, backend: 'cpu', batchSize: 16 })).toBeNull();
  });

  test('a device that never did a step gets no smaller batch', () => {
    expect(remedyOf({ ...lost, failures: 2, stepped: false })).toEqual({ backend: 'wasm', batchSize: 32 });
    expect(remedyOf({ ...lost, failures: 2, batchSize: 1 })).toEqual({ backend: 'wasm', batchSize: 1 });
  });

  test('memory that ran out halves the batch at once, down to one sample', () => {
    const full: Breakdown = { ...lost, code: 'out-of-memory', backend: 'cpu' };
    expect(remedyOf({ ...full, batchSize: 3 })).toEqual({ backend: 'cpu', batchSize: 1 });
    expect(remedyOf({ ...full, batchSize: 1 })).toBeNull();
  });
});
