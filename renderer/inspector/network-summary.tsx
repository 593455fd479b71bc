import { Network } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { countBy, workOfTotals } from '../../src/core/analysis/conventions.ts';
import type { DerivationCode } from '../../src/core/analysis/derivations/derivation.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { ConventionChoice } from '../analysis/convention-choice.tsx';
import { MemoryRows } from '../analysis/memory-rows.tsx';
import { useAnalysis, useApp, useDocument, useLayerNode, useNodeAnalysis, useUi } from '../app.ts';
import { locate } from '../canvas/view-actions.ts';
import { formatBytes, formatFull, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { FamilyTile } from '../ui/layer-icon.tsx';
import { Section, ShapeChip } from '../ui/layout.tsx';
import styles from './inspector.module.css';
import { Largest } from './largest.tsx';
import { Slowest } from './slowest.tsx';
import { Stages } from './stages.tsx';
import { NetworkTimeSection } from './time-section.tsx';
import { useDerivations } from './why/use-derivations.ts';
import { WhyFigure } from './why/why-figure.tsx';
import { WorkFigures } from './work-figures.tsx';

/** Nothing selected: the network as a whole. */
export function NetworkSummary() {
  const { t } = useTranslation(['define', 'analysis']);
  const convention = useUi((s) => s.convention);
  const name = useDocument((s) => s.document.name);
  const totals = useAnalysis((s) => s.analysis.totals);
  const all = useAnalysis((s) => s.analysis.order);
  const inputs = useAnalysis((s) => s.analysis.inputIds);
  const outputs = useAnalysis((s) => s.analysis.outputIds);
  const why = useDerivations(null);
  const locale = useLocale();
  // With unknown shapes the totals are what is known of them.
  const least = totals.unknown > 0 ? '≥\u00a0' : '';
  const figures = [
    [t('inspector.params'), least + formatTotal(totals.parameters, locale), 'parameters'],
    [
      t(`analysis:convention.${convention}`),
      least + formatTotal(countBy(convention, workOfTotals(totals)), locale),
      'macs',
      'flops',
      'ops',
    ],
    [t('inspector.size'), least + formatBytes(totals.weightBytes, locale), 'weightBytes'],
    [t('inspector.activationsTotal'), least + formatBytes(totals.activationBytes, locale), 'activationsBytes'],
    [t('inspector.trainable'), least + formatTotal(totals.trainable, locale), 'trainable'],
    [t('inspector.notTrainable'), least + formatTotal(totals.nonTrainable, locale), 'nonTrainable'],
    [t('inspector.depthTotal'), formatFull(totals.depth, locale), 'depth'],
  ] as const satisfies readonly (readonly [string, string, ...DerivationCode[]])[];
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
          {figures.map(([label, value, ...codes]) => (
            <WhyFigure key={label} label={label} value={value} derivations={why} codes={codes} />
          ))}
        </dl>
        <ConventionChoice />
        <Stages />
        <MemoryRows why={why} />
        <WorkFigures why={why} />
        <Largest ids={all} />
        <NetworkTimeSection />
        <Slowest ids={all} />
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
