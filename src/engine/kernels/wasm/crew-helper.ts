import { advance, awaitChange, type Queue, queueOver, words } from './crew-queue.ts';
import { routineNames, startRoutines } from './routines.ts';

/** What a helper is started with. */
export interface HelperOrders {
  readonly memory: WebAssembly.Memory;
  readonly queue: SharedArrayBuffer;
}

/** Does what is asked, call after call, until its thread is ended. `ready` is told before it begins. */
export async function help({ memory, queue: buffer }: HelperOrders, ready: () => void): Promise<never> {
  const queue = queueOver(buffer);
  const routines = await startRoutines(memory);
  if (routines === null) throw new Error('no SIMD in this thread');
  const byPlace = routineNames.map((name) => routines[name]);
  ready();
  for (let served = 0; ; served++) {
    while (!awaitChange(queue.control, words.asked, served, Number.POSITIVE_INFINITY));
    try {
      serve(queue, byPlace);
    } catch {
      Atomics.store(queue.control, words.failed, 1);
    }
    advance(queue.control, words.done);
  }
}

function serve({ calls }: Queue, routines: readonly ((...values: number[]) => number)[]): void {
  const end = 1 + (calls[0] ?? 0);
  for (let at = 1; at < end; ) {
    const count = calls[at + 1] ?? 0;
    routines[calls[at] ?? -1]?.(...calls.subarray(at + 2, at + 2 + count));
    at += 2 + count;
  }
}
