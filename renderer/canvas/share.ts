import { partOf, type Shares, type Shown as ShownFigure } from '../../src/core/analysis/share.ts';
import { heatOf } from '../../src/core/figures/facts.ts';
import type { UiState } from '../store/ui.ts';

/** What is shown of each layer, work as it is counted. */
export type Shown = ShownFigure | 'off';

export const shownIn = ({ overlay, convention }: Pick<UiState, 'overlay' | 'convention'>): Shown =>
  overlay === 'work' ? convention : overlay;

export { heatOf } from '../../src/core/figures/facts.ts';

/** The same for a share that may be none: 0 where there is no bar. */
export const heatLevel = (share: number, shown: Shown): number => (share < 0 ? 0 : heatOf(share, shown));

/**
 * A layer's part of what is shown, rounded to what the bar can show (whole percents), or −1 where there is no bar.
 * Rounded, because an edit moves every layer's share a little: only nodes whose bar moves visibly may render.
 */
export function shownShare(shares: Shares, id: string, shown: Shown): number {
  const share = shown === 'off' ? 0 : partOf(shares, id, shown);
  if (share === 0) return -1;
  return Math.round(share * 100) / 100;
}

/** How much of its track a bar fills, in percent: a sliver at least, all of it at most. */
export const barLength = (share: number): string => `${Math.min(100, Math.max(2, share * 100))}%`;
