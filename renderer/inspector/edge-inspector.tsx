import { Spline } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatShape, shapeSize } from '../../src/core/math/shape.ts';
import { useApp, useDocument, useNodeAnalysis } from '../app.ts';
import { locate } from '../canvas/view-actions.ts';
import { formatBytes, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Row, Section, ShapeChip } from '../ui/layout.tsx';
import styles from './inspector.module.css';

/** A wire: between what, and what flows through it. */
export function EdgeInspector({ id }: { readonly id: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const edge = useDocument((s) => s.document.graph.edges[id]);
  const nodes = useDocument((s) => s.document.graph.nodes);
  const analysis = useNodeAnalysis(edge?.source ?? '');
  if (!edge) return null;
  const shape = analysis?.output?.shape;
  const end = (node: string) => (
    <Button size="small" look="ghost" onClick={() => locate(app, node)}>
      {nodes[node]?.name ?? node}
    </Button>
  );
  return (
    <div className={styles.body}>
      <header className={styles.head}>
        <span className={styles.plainTile}>
          <Spline size={18} />
        </span>
        <div className={styles.titles}>
          <h2>{t('inspector.edge')}</h2>
          <p>{t('inspector.port', { number: edge.port + 1 })}</p>
        </div>
      </header>
      <Section>
        <Row label={t('inspector.from')}>{end(edge.source)}</Row>
        <Row label={t('inspector.to')}>{end(edge.target)}</Row>
        <Row label={t('inspector.shape')}>
          <ShapeChip>{shape ? formatShape(shape) : '?'}</ShapeChip>
        </Row>
        {shape ? (
          <>
            <Row label={t('inspector.valuesLabel')}>{formatFull(shapeSize(shape), locale)}</Row>
            <Row label={t('inspector.bytes')}>{formatBytes(analysis?.activationBytes ?? 0, locale)}</Row>
          </>
        ) : null}
      </Section>
    </div>
  );
}
