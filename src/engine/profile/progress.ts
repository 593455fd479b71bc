/** One of the stretches of a profile, from nothing to done. */
export interface Stretch {
  /** A round begins with this much of the stretch behind it; the round is `part` of it at most. */
  round(behind: number, part: number): void;
  /** A layer of the round is done. */
  layer(): void;
}

/** Where each stretch begins and ends in the whole; a profile without gradients ends at the last but one. */
const spans = { warmUp: [0, 0.15], forward: [0.15, 0.75], backward: [0.75, 1] } as const;

/** Least change that is told: messages cost more than they say. */
const step = 0.01;

/** Tells how much of a profile is done, 0 to 1, never less than before. */
export function createProgress(layers: number, tell: (done: number) => void = () => {}) {
  let told = 0;
  return {
    stretch: (name: keyof typeof spans): Stretch => {
      const [from, to] = spans[name];
      let start = 0;
      let width = 1;
      let done = 0;
      return {
        round: (behind, part) => {
          start = Math.min(1, behind);
          width = Math.min(part, 1 - start);
          done = 0;
        },
        layer: () => {
          done++;
          const within = Math.min(1, start + (width * done) / Math.max(1, layers));
          const now = from + (to - from) * within;
          if (now < told + step) return;
          told = now;
          tell(now);
        },
      };
    },
  };
}
