import { type Measure, shareOf } from '../../src/core/analysis/share.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import { heatOf } from '../../src/core/figures/facts.ts';
import type { UiState } from '../store/ui.ts';

/** What is shown of each layer, work as it is counted. */
export type Shown = Measure | 'off';

export const shownIn = ({ overlay, convention }: Pick<UiState, 'overlay' | 'convention'>): Shown =>
  overlay === 'work' ? convention : overlay;

export { heatOf } from '../../src/core/figures/facts.ts';

/** The same for a share that may be none: 0 where there is no bar. */
export const heatLevel = (share: number): number => (share < 0 ? 0 : heatOf(share));

/**
 * A layer's share of the network, rounded to what the bar can show (whole percents), or −1 where there is no bar.
 * Rounded, because an edit moves every layer's share a little: only nodes whose bar moves visibly may render.
 */
export function shownShare(analysis: Analysis, id: string, shown: Shown): number {
  const share = shown === 'off' ? 0 : shareOf(analysis, id, shown);
  if (share === 0) return -1;
  return Math.round(share * 100) / 100;
}
