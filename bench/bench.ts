/** A bench module exports this: a title, and rows of measured figures, one column a key. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly BenchRow[]> | readonly BenchRow[];
}

export type BenchRow = Readonly<Record<string, string | number>>;

/** Median milliseconds of `run`, rounded to 0.01, after as many rounds of warm-up. */
export const median = (run: (round: number) => void, rounds = 30): number =>
  medianOn((round) => round, run, rounds).wall;

/** Median milliseconds by the clock, and of all threads of this process together. */
export interface Times {
  readonly wall: number;
  readonly cpu: number;
}

/** The same of `run` on what `prepare` makes, which is not measured. */
export function medianOn<T>(prepare: (round: number) => T, run: (subject: T) => void, rounds: number): Times {
  const times = Array.from({ length: 2 * rounds }, (_, i) => {
    const subject = prepare(i % rounds);
    const used = process.cpuUsage();
    const start = performance.now();
    run(subject);
    const wall = performance.now() - start;
    const { user, system } = process.cpuUsage(used);
    return { wall, cpu: (user + system) / 1000 };
  }).slice(rounds);
  return { wall: middle(times.map(({ wall }) => wall)), cpu: middle(times.map(({ cpu }) => cpu)) };
}

function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 100) / 100;
}
