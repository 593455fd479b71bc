import type { Detail, Measure } from '../../src/core/figures/fit.ts';

export { fitHead, fitMeta, fitStrip } from '../../src/core/figures/fit.ts';

/** Zoom from which a block in the overview is a card with its name rather than a plain block in its family's colour. */
export const cardZoom = 0.38;

/** How near the network is. `close`: there is room for formulas, and for what every wire carries. */
export type Level = Detail | 'close';

/** Zoom under which each level is left: its texts would be too small. */
const limits = { middle: 0.75, near: 0.92, close: 1.195 } as const;
/** A level is entered a little above its limit, so that nothing flickers there: formulas come over 125 %. */
const hysteresis = 1.05;

/** The level at this zoom, coming from another. */
export function levelAt(zoom: number, before: Level): Level {
  const levels = ['middle', 'near', 'close'] as const;
  const order: readonly Level[] = ['far', ...levels];
  const shown = order.indexOf(before);
  return levels.findLast((level, i) => zoom >= limits[level] * (i < shown ? 1 : hysteresis)) ?? 'far';
}

/** Measures with a canvas that is never shown, in the font of the page. */
export function createMeasure(): Measure {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  let family = '';
  return (text, size, weight) => {
    if (!context || text === '') return 0;
    family ||= getComputedStyle(document.body).fontFamily;
    context.font = `${weight} ${size}px ${family}`;
    // Figures are as wide as each other on the canvas, which this context cannot be told; a 0 is that wide.
    return context.measureText(text.replace(/\d/g, '0')).width;
  };
}
