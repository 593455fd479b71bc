import type { Detail, Measure } from '../../src/core/figures/fit.ts';

export { fitHead, fitMeta } from '../../src/core/figures/fit.ts';

/** Zoom from which a block in the overview is a card with its name rather than a plain block in its family's colour. */
export const cardZoom = 0.38;

export const detailAt = (zoom: number): Detail => (zoom < 0.75 ? 'far' : zoom < 0.92 ? 'middle' : 'near');

/** Measures with a canvas that is never shown, in the font of the page. */
export function createMeasure(): Measure {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  let family = '';
  return (text, size, weight) => {
    if (!context || text === '') return 0;
    family ||= getComputedStyle(document.body).fontFamily;
    context.font = `${weight} ${size}px ${family}`;
    return context.measureText(text).width;
  };
}
