import type { Routines } from './routines.ts';

/**
 * What one thread does with the units from `from` to before `to`: calls of `run` alone, whose results mean nothing here,
 * for they may be made by another thread, after this has returned.
 */
export type Share = (run: Routines, from: number, to: number, lane: number) => void;

/** Threads that run the compiled kernels in the same memory. This thread is lane 0. */
export interface Crew {
  readonly lanes: number;
  /**
   * Splits units of work among the lanes and returns when all is done. Units must not write to the same place, nor one
   * read what another writes: then the result is the same, bit by bit, whatever the number of lanes.
   *
   * @param work multiplications or values moved, all together: a little is not worth another thread
   */
  share(units: number, work: number, share: Share): void;
}

/** `null` where threads cannot share the memory, or there is one core. */
export type StartCrew = (memory: WebAssembly.Memory, run: Routines) => Promise<Crew | null>;

export const alone = (run: Routines): Crew => ({ lanes: 1, share: (units, _, share) => share(run, 0, units, 0) });

/** Work from which another thread is worth waking: some ten microseconds of it. */
const worthLane = 150_000;

export const lanesFor = (lanes: number, units: number, work: number): number =>
  Math.max(1, Math.min(lanes, units, Math.floor(work / worthLane)));

/** Where the units of a lane begin. */
export const startOf = (units: number, lane: number, lanes: number): number => Math.floor((units * lane) / lanes);

/** Values that are not parted: a vector of four, and enough of them that no two threads write to one line of a cache. */
const together = 64;

/** Shares out values that are computed each for itself; `dear` says how many are read and written for one. */
export const shareValues = (
  crew: Crew,
  count: number,
  dear: number,
  each: (run: Routines, from: number, count: number) => void,
): void =>
  crew.share(Math.ceil(count / together), count * dear, (run, from, end) =>
    each(run, from * together, Math.min(count, end * together) - from * together),
  );
