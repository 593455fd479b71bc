import type { Figures } from '../../core/diagnosis/figures.ts';

/** What a watched step showed of each layer. `epoch`: the last of that epoch, after its report; else `null`. */
export interface FiguresEvent {
  readonly type: 'figures';
  readonly runId: string;
  /** Steps done since the run began, that one included. */
  readonly step: number;
  readonly epoch: number | null;
  readonly layers: Figures;
}
