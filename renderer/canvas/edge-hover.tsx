import { ViewportPortal } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { formatShape, shapeSize } from '../../src/core/math/shape.ts';
import { useApp, useDocument, useNodeAnalysis, usePreview } from '../app.ts';
import { formatBytes, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { rectOf } from './geometry.ts';
import { useCanvas } from './store.ts';
import { useWires } from './wire-state.ts';
import styles from './wires.module.css';

/** What the hovered wire carries: `14×14×256 · 50,176 values · 196 KiB`. */
export function EdgeHover() {
  const hovered = useCanvas((s) => s.hoveredEdge);
  const edge = useDocument((s) => (hovered === null ? undefined : s.document.graph.edges[hovered]));
  // It would lie over what is being dragged.
  const bending = useWires((s) => s.bending !== null || s.bend?.edge === hovered);
  return edge && !bending ? <Label source={edge.source} target={edge.target} /> : null;
}

function Label({ source, target }: { readonly source: string; readonly target: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const known = useNodeAnalysis(source);
  const previewed = usePreview((s) => s.nodes.get(source));
  const analysis = previewed ? previewed.after : known;
  const { document } = app.documents.getState();
  const from = rectOf(document, source);
  const to = rectOf(document, target);
  if (!from || !to || !analysis) return null;
  const x = (from.x + to.x) / 2 + from.width / 2 + 14;
  const y = (from.y + from.height + to.y) / 2;
  const shape = analysis.output?.shape;
  return (
    <ViewportPortal>
      <div className={styles.edgeHover} style={{ transform: `translate(${x}px, ${y}px) translateY(-50%)` }}>
        {shape ? (
          <>
            <b>{formatShape(shape)}</b>
            {t('edge.values', { count: shapeSize(shape), number: formatFull(shapeSize(shape), locale) })}
            {' · '}
            {formatBytes(analysis.activationBytes ?? 0, locale)}
          </>
        ) : (
          t('edge.unknown')
        )}
      </div>
    </ViewportPortal>
  );
}
