import type { LayerTimes } from '../../src/core/analysis/share.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import type { App } from '../app.ts';
import { profilerOf } from '../profile/use-profile.ts';
import { heatLevel, type Shown, shownIn, shownShare } from './share.ts';

/** Level of a layer's share, 1 to 5; 0 where layers are not coloured by it. */
export type HeatOf = (id: string) => number;

const cold: HeatOf = () => 0;

/** The colours of layers at this moment; the same function for as long as they stay. */
export function createHeatReader(app: App): () => HeatOf {
  let last: { readonly analysis: Analysis; readonly times: LayerTimes | null; readonly shown: Shown } | null = null;
  let read = cold;
  return () => {
    const ui = app.ui.getState();
    if (!ui.heat) return cold;
    const shown = shownIn(ui);
    const { analysis } = app.analyses.getState();
    const { times } = profilerOf(app).getState();
    if (last?.analysis === analysis && last.times === times && last.shown === shown) return read;
    last = { analysis, times, shown };
    const levels = new Map<string, number>();
    read = (id) => {
      const level = levels.get(id) ?? heatLevel(shownShare({ analysis, times }, id, shown), shown);
      levels.set(id, level);
      return level;
    };
    return read;
  };
}
