import type { Crew } from './crew.ts';
import { lanesFor, startOf } from './crew.ts';
import type { HelperOrders } from './crew-helper.ts';
import { advance, awaitChange, createQueue, type Queue, recorder, words } from './crew-queue.ts';
import type { Routines } from './routines.ts';

/** Starts a thread that calls `help`; resolves when it is ready. */
export type SpawnHelper = (orders: HelperOrders) => Promise<void>;

/** A kernel of a second would be a strange one: whoever takes this long is gone. */
const longestWait = 60_000;

interface Helper {
  readonly queue: Queue;
  readonly routines: Routines;
}

/** This thread and `lanes - 1` others. @throws when one cannot be started. */
export async function threadCrew(
  lanes: number,
  memory: WebAssembly.Memory,
  run: Routines,
  spawn: SpawnHelper,
): Promise<Crew> {
  const helpers = await Promise.all(
    Array.from({ length: lanes - 1 }, async (): Promise<Helper> => {
      const queue = createQueue();
      await spawn({ memory, queue: queue.buffer });
      return { queue, routines: recorder(queue, () => finish(queue, ask(queue))) };
    }),
  );
  return {
    lanes,
    share: (units, work, share) => {
      const used = lanesFor(lanes, units, work);
      const asked = helpers.slice(0, used - 1).map(({ queue, routines }, i) => {
        share(routines, startOf(units, i + 1, used), startOf(units, i + 2, used), i + 1);
        return { queue, before: ask(queue) };
      });
      share(run, 0, startOf(units, 1, used), 0);
      for (const { queue, before } of asked) finish(queue, before);
    },
  };
}

/** @returns how often the helper had been done with what it was asked for. */
function ask({ control }: Queue): number {
  const before = Atomics.load(control, words.done);
  advance(control, words.asked);
  return before;
}

function finish({ control, calls }: Queue, before: number): void {
  if (!awaitChange(control, words.done, before, longestWait))
    throw new Error('a thread of the kernels does not answer');
  if (Atomics.load(control, words.failed) !== 0) throw new Error('a thread of the kernels failed');
  calls[0] = 0;
}
