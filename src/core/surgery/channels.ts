import { combine, uniformStream } from '../math/random.ts';

/**
 * Which channel of a trained network each channel of an edited one repeats: `sources[new] = old`. Chen, Goodfellow and
 * Shlens, "Net2Net: Accelerating Learning via Knowledge Transfer", 2016, section 3.1, equation 6 (g).
 */
export interface Channels {
  /** How many the trained network had. */
  readonly olds: number;
  readonly sources: readonly number[];
  /** Names of the layers that were widened and whose new channels are among these. */
  readonly widened: ReadonlySet<string>;
  /** Whether no value can be below 0, so that a ReLU changes nothing. */
  readonly nonNegative: boolean;
}

const none: ReadonlySet<string> = new Set();

export const unchanged = (count: number, nonNegative = false): Channels => ({
  olds: count,
  sources: range(count),
  widened: none,
  nonNegative,
});

/** The old ones, then the old ones again from the first: the same for all layers of the same sizes, so that their sum fits. */
export const repeated = (olds: number, news: number, layer: string): Channels => ({
  olds,
  sources: Array.from({ length: news }, (_, channel) => channel % olds),
  widened: new Set([layer]),
  nonNegative: false,
});

export const areUnchanged = ({ widened }: Channels): boolean => widened.size === 0;

export const sameChannels = (a: Channels, b: Channels): boolean =>
  a.olds === b.olds && a.sources.length === b.sources.length && a.sources.every((old, i) => old === b.sources[i]);

/** Of several tensors one after the other along the channels. */
export function joined(parts: readonly Channels[]): Channels {
  let olds = 0;
  const sources: number[] = [];
  for (const part of parts) {
    for (const old of part.sources) sources.push(olds + old);
    olds += part.olds;
  }
  return { olds, sources, ...together(parts) };
}

export const together = (parts: readonly Channels[]): Pick<Channels, 'widened' | 'nonNegative'> => ({
  widened: new Set(parts.flatMap(({ widened }) => [...widened])),
  nonNegative: parts.every(({ nonNegative }) => nonNegative),
});

/** The channels of every position in one row, as Flatten puts them. */
export const spread = (channels: Channels, positions: number): Channels => ({
  ...channels,
  olds: channels.olds * positions,
  sources: range(positions).flatMap((position) => channels.sources.map((old) => position * channels.olds + old)),
});

/** Each channel several times in a row, as a depthwise convolution gives them. */
export const multiplied = (channels: Channels, times: number): Channels => ({
  ...channels,
  olds: channels.olds * times,
  sources: channels.sources.flatMap((old) => range(times).map((i) => old * times + i)),
});

/**
 * The share of an old channel's outgoing weights that each of its repeats gets; all shares of one old channel are 1
 * together, so that the sum is what it was. They differ, between 1/3 and 3 to 1, so that the repeats do not learn the same
 * for ever: Net2Net divides evenly and adds noise instead, which changes the function.
 */
export function shares({ olds, sources }: Channels, layer: string): Float32Array {
  const draw = uniformStream(combine(...[...layer].map((letter) => letter.charCodeAt(0))));
  const parts = Float64Array.from(sources, () => 0.5 + draw());
  const totals = new Float64Array(olds);
  for (const [channel, old] of sources.entries()) totals[old] = (totals[old] ?? 0) + (parts[channel] ?? 0);
  return Float32Array.from(sources, (old, channel) => (parts[channel] ?? 0) / (totals[old] ?? 1));
}

const range = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);
