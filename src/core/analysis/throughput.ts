import { derived, type Formula, formula, num, over, product, worded } from '../math/formula.ts';

/**
 * Work a second that was reached, in GFLOP/s: two operations a multiply-accumulate, over the time measured. `t` is in
 * milliseconds, of the whole batch. `null` where no multiply-accumulates are counted, or no time passed.
 */
export function throughput(macs: number, batchSize: number, milliseconds: number): Formula | null {
  if (macs === 0 || milliseconds === 0) return null;
  const work = product(num(2), worded('macs', macs), derived('B', batchSize));
  return formula(over(work, product(derived('t', milliseconds), num(1e6))));
}
