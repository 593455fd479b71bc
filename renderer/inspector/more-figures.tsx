import { useTranslation } from 'react-i18next';
import type { Derivation } from '../../src/core/analysis/derivations/derivation.ts';
import { activationFormula, batchBytesOf, weightBytesOf } from '../../src/core/analysis/node-figures.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import { useApp, useDocument } from '../app.ts';
import { locate } from '../canvas/view-actions.ts';
import { formatBytes, formatDecimals, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Figure } from './figure.tsx';
import { SubstitutedLine, SymbolicLine } from './formula-line.tsx';
import styles from './inspector.module.css';

interface MemoryFigureProps {
  readonly analysis: NodeAnalysis;
  readonly why: readonly Derivation[];
}

export function MemoryFigure({ analysis, why }: MemoryFigureProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const batch = useDocument((s) => s.document.training.batchSize);
  const formula = activationFormula(analysis);
  const whole = batchBytesOf(analysis, batch);
  if (!formula || whole === null) return null;
  const weights = weightBytesOf(analysis);
  return (
    <Figure
      title={t('inspector.memory')}
      value={formatBytes(formula.value, locale)}
      aside={t('inspector.perSample')}
      why={why}
    >
      <p className={styles.symbolic}>
        {t('inspector.activations')} = <SymbolicLine formula={formula} />
        {weights > 0 ? ` · ${t('inspector.weightsAre', { size: formatBytes(weights, locale) })}` : ''}
      </p>
      <SubstitutedLine formula={formula} unit="B" />
      <p className={styles.substituted} data-quiet>
        {t('inspector.batch', { batch: formatFull(batch, locale) })} → {formatBytes(whole, locale)}
      </p>
    </Figure>
  );
}

/** Weights of another layer are counted there. */
export function SharedParameters({ owner }: { readonly owner: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const name = useDocument((s) => s.document.graph.nodes[owner]?.name ?? owner);
  return (
    <Figure title={t('inspector.params')} value={t('inspector.shared')}>
      <p className={styles.symbolic}>
        {t('inspector.countedAt')}{' '}
        <button type="button" className={styles.link} onClick={() => locate(app, owner)}>
          {name}
        </button>
      </p>
    </Figure>
  );
}

/** Work for each byte that is moved: whether arithmetic or memory holds the layer up. */
export function IntensityFigure({ why }: { readonly why: readonly Derivation[] }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const [intensity] = why;
  if (!intensity) return null;
  const value = `${formatDecimals(intensity.formula.value, 2, locale)}\u00a0${t('why.unit.flopsPerByte')}`;
  return <Figure title={t('why.title.intensity')} value={value} why={why} />;
}
