import { Network } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { countBy, workOfTotals } from '../../src/core/analysis/conventions.ts';
import { largest, shareOf } from '../../src/core/analysis/share.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { ConventionChoice } from '../analysis/convention-choice.tsx';
import { MemoryRows } from '../analysis/memory-rows.tsx';
import { useAnalysis, useApp, useDocument, useLayerNode, useNodeAnalysis, useUi } from '../app.ts';
import { heatOf } from '../canvas/share.ts';
import { locate } from '../canvas/view-actions.ts';
import { formatBytes, formatFull, formatShort, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { FamilyTile } from '../ui/layer-icon.tsx';
import { Section, ShapeChip } from '../ui/layout.tsx';
import styles from './inspector.module.css';

/** Nothing selected: the network as a whole. */
export function NetworkSummary() {
  const { t } = useTranslation(['define', 'analysis']);
  const convention = useUi((s) => s.convention);
  const name = useDocument((s) => s.document.name);
  const totals = useAnalysis((s) => s.analysis.totals);
  const inputs = useAnalysis((s) => s.analysis.inputIds);
  const outputs = useAnalysis((s) => s.analysis.outputIds);
  const locale = useLocale();
  // With unknown shapes the totals are what is known of them.
  const least = totals.unknown > 0 ? '≥\u00a0' : '';
  const figures = [
    [t('inspector.params'), least + formatTotal(totals.parameters, locale)],
    [t(`analysis:convention.${convention}`), least + formatTotal(countBy(convention, workOfTotals(totals)), locale)],
    [t('inspector.size'), least + formatBytes(totals.weightBytes, locale)],
    [t('inspector.activationsTotal'), least + formatBytes(totals.activationBytes, locale)],
    [t('inspector.trainable'), least + formatTotal(totals.trainable, locale)],
    [t('inspector.notTrainable'), least + formatTotal(totals.nonTrainable, locale)],
    [t('inspector.depthTotal'), formatFull(totals.depth, locale)],
  ] as const;
  const layers = t('count.layers', { count: totals.layers });
  return (
    <div className={styles.body}>
      <header className={styles.head}>
        <span className={styles.plainTile}>
          <Network size={18} />
        </span>
        <div className={styles.titles}>
          <h2>{name}</h2>
          <p>{t('inspector.layersOf', { layers })}</p>
        </div>
      </header>
      <div className={styles.scroll}>
        <dl className={styles.totals}>
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <ConventionChoice />
        <MemoryRows />
        <Largest />
        {inputs.length + outputs.length > 0 ? (
          <Section title={t('inspector.ends')}>
            {[...inputs, ...outputs].map((id) => (
              <End key={id} id={id} />
            ))}
          </Section>
        ) : null}
      </div>
    </div>
  );
}

const shown = 8;

function Largest() {
  const { t } = useTranslation('define');
  const ids = useAnalysis((s) => largest(s.analysis, 'parameters', shown).join('\n'));
  if (ids === '') return null;
  return (
    <Section title={t('inspector.largest')} aside={t('inspector.byParameters')}>
      {ids.split('\n').map((id) => (
        <LargestRow key={id} id={id} />
      ))}
    </Section>
  );
}

function LargestRow({ id }: { readonly id: string }) {
  const app = useApp();
  const locale = useLocale();
  const node = useLayerNode(id);
  const analysis = useNodeAnalysis(id);
  const share = useAnalysis((s) => shareOf(s.analysis, id, 'parameters'));
  if (!node) return null;
  return (
    <button type="button" className={styles.largest} onClick={() => locate(app, id)}>
      <span>{node.name}</span>
      <i data-heat={heatOf(share)} style={{ '--part': `${Math.max(1, share * 100)}%` }} />
      <b>{formatShort(analysis?.parameters.total ?? 0, locale)}</b>
    </button>
  );
}

function End({ id }: { readonly id: string }) {
  const app = useApp();
  const node = useLayerNode(id);
  const analysis = useNodeAnalysis(id);
  if (!node) return null;
  return (
    <button type="button" className={styles.inputRow} onClick={() => locate(app, id)}>
      <FamilyTile kind={node.kind} />
      {node.name}
      <span>
        <ShapeChip>{analysis?.output ? formatShape(analysis.output.shape) : '?'}</ShapeChip>
      </span>
    </button>
  );
}
