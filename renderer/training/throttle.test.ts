import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttleLatest } from './throttle.ts';

describe('throttleLatest', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('delivers the first value at once and the newest of the others when the interval is over', () => {
    const received: number[] = [];
    const send = throttleLatest<number>(125, (value) => received.push(value));
    for (const value of [1, 2, 3]) send(value);
    expect(received).toEqual([1]);
    vi.advanceTimersByTime(125);
    expect(received).toEqual([1, 3]);
    vi.advanceTimersByTime(1000);
    expect(received).toEqual([1, 3]);
  });

  it('delivers at most eight times in a second', () => {
    const received: number[] = [];
    const send = throttleLatest<number>(125, (value) => received.push(value));
    for (let ms = 0; ms < 1000; ms += 10) {
      send(ms);
      vi.advanceTimersByTime(10);
    }
    expect(received.length).toBeLessThanOrEqual(9);
    expect(received.length).toBeGreaterThanOrEqual(7);
  });

  it('flushes what waits and forgets it when cancelled', () => {
    const received: number[] = [];
    const send = throttleLatest<number>(125, (value) => received.push(value));
    send(1);
    send(2);
    send.flush();
    expect(received).toEqual([1, 2]);
    send(3);
    send.cancel();
    vi.advanceTimersByTime(1000);
    expect(received).toEqual([1, 2]);
  });
});
