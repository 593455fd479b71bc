import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Glyph, mergeGlyph, poolGlyph } from '../../src/core/figures/glyph.ts';
import { windowShapes } from '../../src/core/figures/windows.ts';
import { useDocument } from '../app.ts';
import { cardZoom } from './fit.ts';
import styles from './shape-legend.module.css';
import { useCanvas } from './store.ts';

/** More than these would not stand beside the zoom. */
const most = 6;

/** Size of a whole block in the legend, px. */
const whole = { width: 22, height: 12 };
const sized = (glyph: Glyph) => ({ width: glyph.width * whole.width, height: glyph.height * whole.height });

/** What the sizes of blocks say where they have no names. */
export function ShapeLegend() {
  const { t } = useTranslation('define');
  const far = useCanvas((s) => s.overview && s.viewport.zoom < cardZoom);
  const graph = useDocument((s) => s.document.graph);
  const shapes = useMemo(() => (far ? windowShapes(graph, most) : []), [far, graph]);
  if (shapes.length < 2) return null;
  return (
    <ul className={styles.legend} data-corner="shapes" aria-label={t('overview.shapes')}>
      {shapes.map(({ name, glyph }) => (
        <li key={name}>
          <i data-family="convolution" style={sized(glyph)} />
          {name}
        </li>
      ))}
      <li>
        <i data-family="pooling" style={sized(poolGlyph)} />
        {t('overview.pooling')}
      </li>
      <li>
        <i data-family="merge" style={sized(mergeGlyph)} />
        {t('overview.merge')}
      </li>
    </ul>
  );
}
