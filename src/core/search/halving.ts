import type { SearchSettings } from './schema.ts';

/** So many candidates train until they have done so many epochs; the best of them make the next round. */
export interface Round {
  readonly count: number;
  readonly epochs: number;
}

type Plan = Pick<SearchSettings, 'method' | 'trials' | 'epochs' | 'minEpochs' | 'eta'>;

/**
 * Rounds of a search: one of random search; of successive halving n candidates with r epochs, then ⌊n·η⁻¹⌋ with r·η, and
 * so on while any are left and no more than `epochs` are asked for. The inner loop of Hyperband, Li et al. 2018,
 * algorithm 1.
 */
export function roundsOf({ method, trials, epochs, minEpochs, eta }: Plan): readonly Round[] {
  if (method === 'random') return [{ count: trials, epochs }];
  const rounds: Round[] = [];
  for (let i = 0; ; i++) {
    const round = { count: Math.floor(trials / eta ** i), epochs: minEpochs * eta ** i };
    if (round.count < 1 || (i > 0 && round.epochs > epochs)) return rounds;
    rounds.push(round);
  }
}

/** Epochs trained in all, those that a survivor has done before counted once; `repeats`: of the best trial, with other seeds. */
export const epochsOfAll = (rounds: readonly Round[], repeats = 0): number =>
  rounds.reduce((sum, { count, epochs }, i) => sum + count * (epochs - (rounds[i - 1]?.epochs ?? 0)), 0) +
  repeats * (rounds.at(-1)?.epochs ?? 0);

/** Those that go on: the best, in their old order; what has no score goes on in no round. */
export function survivors<T extends { readonly score: number | null }>(
  tried: readonly T[],
  count: number,
): readonly T[] {
  const ranked = tried
    .filter(({ score }) => score !== null && Number.isFinite(score))
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const kept = new Set(ranked.slice(0, count));
  return tried.filter((one) => kept.has(one));
}
