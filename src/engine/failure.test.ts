import { describe, expect, test } from 'vitest';
import { EngineError, failureOf, failureOn } from './failure.ts';
import type { BackendName, Device } from './protocol.ts';

const on = (backend: BackendName): Device => ({ backend, device: '', software: false });

describe('what WebAssembly says when its memory ends is told as that', () => {
  // As V8 and Emscripten word it.
  test.each([
    'table index is out of bounds',
    'memory access out of bounds',
    'null function or function signature mismatch',
    'Aborted(OOM). Build with -sASSERTIONS for more info.',
    'WebAssembly.Memory.grow(): out of memory',
  ])('%s', (text) => {
    const failure = failureOn(on('wasm'), new WebAssembly.RuntimeError(text));
    expect(failure.code).toBe('out-of-memory');
    expect(failure.message).toMatch(/^WebAssembly ran out of memory.*smaller batch/);
    expect(failure.message).toContain(text);
  });

  test('the engine’s own words, and faults of other kinds, stay what they are', () => {
    const own = new EngineError('out-of-memory', 'Too large.', 'c1');
    expect(failureOn(on('wasm'), own)).toEqual({ code: 'out-of-memory', message: 'Too large.', nodeId: 'c1' });
    expect(failureOn(on('wasm'), new TypeError('x is undefined'))).toMatchObject({ code: 'internal' });
    expect(failureOn(on('cpu'), new RangeError('table index is out of bounds'))).toMatchObject({ code: 'internal' });
  });
});

test('memory of other backends that is used up is told with what the driver said', () => {
  const failure = failureOn(on('cpu'), new RangeError('Array buffer allocation failed'));
  expect(failure).toMatchObject({ code: 'out-of-memory' });
  expect(failure.message).toContain('Array buffer allocation failed');
  expect(failureOf(new RangeError('Array buffer allocation failed')).code).toBe('out-of-memory');
});
