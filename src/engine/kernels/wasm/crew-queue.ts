import { type Routines, routinesBy } from './routines.ts';

/*
 * How two threads hand calls over: numbers in memory that both see. The words, each a counter that only one side writes:
 * `asked` counts what the engine's thread has asked for, `done` what the helper has done of it; `failed` is 1 for good once
 * a call threw.
 */
export const words = { asked: 0, done: 1, failed: 2 } as const;

/** Numbers of calls that fit in at once: some thousands of images. */
const capacity = 2 ** 17;
const headerBytes = 64;

export interface Queue {
  readonly buffer: SharedArrayBuffer;
  readonly control: Int32Array;
  /** First how many numbers follow; then for each call its routine's place, how many values it takes, and these. */
  readonly calls: Float64Array;
}

export const queueOver = (buffer: SharedArrayBuffer): Queue => ({
  buffer,
  control: new Int32Array(buffer, 0, headerBytes / 4),
  calls: new Float64Array(buffer, headerBytes),
});

export const createQueue = (): Queue => queueOver(new SharedArrayBuffer(headerBytes + 8 * capacity));

/** Routines that write their calls down. `full` makes room: what was written must have been done when it returns. */
export const recorder = ({ calls }: Queue, full: () => void): Routines =>
  routinesBy((_, place) => (...values) => {
    if ((calls[0] ?? 0) + values.length + 3 > calls.length) full();
    const at = 1 + (calls[0] ?? 0);
    calls[at] = place;
    calls[at + 1] = values.length;
    // Faster than `set`, which would make an object of each call.
    for (let i = 0; i < values.length; i++) calls[at + 2 + i] = values[i] ?? 0;
    calls[0] = at + 1 + values.length;
    return 0;
  });

/** Looks this often, for about half a millisecond, before it sleeps: the next kernel of a step comes sooner. */
const looks = 100_000;

/**
 * Waits until a word is not `value` any more: first by looking, which wakes at once, then asleep.
 *
 * @returns false when nothing came within `milliseconds`
 */
export function awaitChange(control: Int32Array, word: number, value: number, milliseconds: number): boolean {
  for (let i = 0; i < looks; i++) if (Atomics.load(control, word) !== value) return true;
  const end = performance.now() + milliseconds;
  while (Atomics.load(control, word) === value) {
    const left = end - performance.now();
    if (left <= 0) return false;
    Atomics.wait(control, word, value, left);
  }
  return true;
}

export function advance(control: Int32Array, word: number): void {
  Atomics.add(control, word, 1);
  Atomics.notify(control, word);
}
