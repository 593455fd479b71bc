import type { Crew, StartCrew } from '../wasm/crew.ts';
import { startOf } from '../wasm/crew.ts';

/** The work of so many threads, one after the other, the last first: whatever is shared out wrongly gives other numbers. */
export const inlineCrew =
  (lanes: number): StartCrew =>
  async (_, run): Promise<Crew> => ({
    lanes,
    share: (units, __, share) => {
      const used = Math.min(lanes, units);
      for (let lane = used - 1; lane >= 0; lane--)
        share(run, startOf(units, lane, used), startOf(units, lane + 1, used), lane);
    },
  });
