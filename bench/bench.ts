/** A bench module exports this: a title, and rows of measured figures, one column a key. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly BenchRow[]> | readonly BenchRow[];
}

export type BenchRow = Readonly<Record<string, string | number>>;

/** Median milliseconds of `run`, rounded to 0.01, after as many rounds of warm-up. */
export function median(run: (round: number) => void, rounds = 30): number {
  for (let i = 0; i < rounds; i++) run(i);
  const times = Array.from({ length: rounds }, (_, i) => {
    const start = performance.now();
    run(i);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return Math.round((times[Math.floor(rounds / 2)] ?? Number.NaN) * 100) / 100;
}
