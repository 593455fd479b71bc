import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { countBy, workOfTotals } from '../../src/core/analysis/conventions.ts';
import { silhouette } from '../../src/core/analysis/silhouette.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { formatShape, type Shape } from '../../src/core/math/shape.ts';
import { useUi } from '../app.ts';
import { formatFull, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './generator.module.css';
import { Silhouette } from './silhouette.tsx';

/** Picture and figures of the network that a pattern stands for, really computed. */
export function PatternOutcome({ document }: { readonly document: StrideDocument }) {
  const { t } = useTranslation(['start', 'analysis']);
  const convention = useUi((s) => s.convention);
  const locale = useLocale();
  const { totals, blocks, flattened } = useMemo(() => {
    const analysis = analyze(document.graph);
    return {
      totals: analysis.totals,
      blocks: silhouette(document, analysis),
      flattened: beforeFlatten(document, (id) => analysis.node(id)?.inputs[0] ?? null),
    };
  }, [document]);
  return (
    <>
      <span className={styles.picture}>
        <Silhouette blocks={blocks} width={320} height={84} label={t('generator.picture')} />
      </span>
      <dl className={styles.figures}>
        <div>
          <dt>{t('gallery.params')}</dt>
          <dd>{formatTotal(totals.parameters, locale)}</dd>
        </div>
        <div>
          <dt>{t(`analysis:convention.${convention}`)}</dt>
          <dd>{formatTotal(countBy(convention, workOfTotals(totals)), locale)}</dd>
        </div>
        <div>
          <dt>{t('gallery.layers')}</dt>
          <dd>{formatFull(totals.layers, locale)}</dd>
        </div>
        {flattened ? (
          <div>
            <dt>{t('generator.beforeFlatten')}</dt>
            <dd>{formatShape(flattened)}</dd>
          </div>
        ) : null}
      </dl>
    </>
  );
}

function beforeFlatten(document: StrideDocument, inputOf: (id: string) => Shape | null): Shape | null {
  const flatten = Object.values(document.graph.nodes).find(({ kind }) => kind === 'flatten');
  return flatten ? inputOf(flatten.id) : null;
}
