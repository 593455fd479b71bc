import { useTranslation } from 'react-i18next';
import {
  activationFormula,
  axesOf,
  batchBytesOf,
  flopsOf,
  weightBytesOf,
} from '../../src/core/analysis/node-figures.ts';
import { type Measure, shareOf } from '../../src/core/analysis/share.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { type Formula, tokensText, valueTokens } from '../../src/core/math/formula.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { useAnalysis, useDocument } from '../app.ts';
import { formatBytes, formatFull, formatPercent, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { ShapeChip } from '../ui/layout.tsx';
import { Figure } from './figure.tsx';
import { SubstitutedLine, SymbolicLine } from './formula-line.tsx';
import styles from './inspector.module.css';
import { ReceptiveFieldFigure } from './receptive-field.tsx';

interface LiveMathProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis;
}

/** Every figure of a layer with its formula and the numbers in it. */
export function LiveMath({ node, analysis }: LiveMathProps) {
  const { t } = useTranslation('define');
  const [input] = analysis.inputs;
  return (
    <section className={styles.section}>
      <h3>
        {t('inspector.live')}
        {input ? (
          <span>
            {t('inspector.in')} <ShapeChip>{formatShape(input)}</ShapeChip>
          </span>
        ) : null}
      </h3>
      {analysis.output ? (
        <>
          <OutputFigure analysis={analysis} />
          <ParametersFigure node={node} analysis={analysis} />
          <MacsFigure node={node} analysis={analysis} />
          <ReceptiveFieldFigure kind={node.kind} analysis={analysis} />
          <MemoryFigure analysis={analysis} />
        </>
      ) : (
        <p className={styles.unknown}>{t('inspector.unknown')}</p>
      )}
    </section>
  );
}

/** The sizes that are computed, not just handed on; equal ones once: `H′ = W′ = ⌊…⌋ + 1`. */
function OutputFigure({ analysis }: { readonly analysis: NodeAnalysis }) {
  const { t } = useTranslation('define');
  const { output } = analysis;
  if (!output) return null;
  const letters = axesOf(output.shape.length).map((letter) => `${letter}′`);
  const lines = new Map<string, { readonly formula: Formula; readonly names: string[] }>();
  output.dims.forEach((formula, axis) => {
    const tokens = valueTokens(formula);
    if (tokens.length < 2) return;
    const text = tokensText(tokens);
    const line = lines.get(text) ?? { formula, names: [] };
    line.names.push(letters[axis] ?? '');
    lines.set(text, line);
  });
  return (
    <Figure title={t('inspector.output')} value={formatShape(output.shape)}>
      {[...lines.values()].map(({ formula, names }) => (
        <div key={names.join()}>
          <p className={styles.symbolic}>
            <SymbolicLine formula={formula} before={names.join(' = ')} />
          </p>
          <SubstitutedLine formula={formula} />
        </div>
      ))}
    </Figure>
  );
}

const useShare = (id: string, measure: Measure): string => {
  const locale = useLocale();
  const share = useAnalysis((s) => shareOf(s.analysis, id, measure));
  // Less would be printed as 0.0 %.
  return share >= 0.0005 ? formatPercent(share, locale) : '';
};

function ParametersFigure({ node, analysis }: LiveMathProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const share = useShare(node.id, 'parameters');
  const { total } = analysis.parameters;
  return (
    <Figure title={t('inspector.params')} value={formatFull(total, locale)} aside={share}>
      {total > 0 ? (
        <>
          <p className={styles.symbolic}>
            <SymbolicLine formula={analysis.parameterFormula} />
          </p>
          <SubstitutedLine formula={analysis.parameterFormula} />
        </>
      ) : null}
    </Figure>
  );
}

function MacsFigure({ node, analysis }: LiveMathProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const share = useShare(node.id, 'macs');
  const { cost } = analysis;
  if (!cost) return null;
  const { macs, otherOps } = cost;
  const other = otherOps.value > 0 ? t('inspector.otherOps', { number: formatTotal(otherOps.value, locale) }) : '';
  if (macs.value === 0)
    return (
      <Figure title={t('inspector.macs')} value="0">
        {other ? <p className={styles.symbolic}>{other}</p> : null}
      </Figure>
    );
  return (
    <Figure title={t('inspector.macs')} value={formatTotal(macs.value, locale)} aside={share}>
      <p className={styles.symbolic}>
        <SymbolicLine formula={macs} /> · {t('inspector.flops', { number: formatTotal(flopsOf(analysis), locale) })}
      </p>
      <SubstitutedLine formula={macs} />
    </Figure>
  );
}

function MemoryFigure({ analysis }: { readonly analysis: NodeAnalysis }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const batch = useDocument((s) => s.document.training.batchSize);
  const formula = activationFormula(analysis);
  const whole = batchBytesOf(analysis, batch);
  if (!formula || whole === null) return null;
  const weights = weightBytesOf(analysis);
  return (
    <Figure title={t('inspector.memory')} value={formatBytes(formula.value, locale)} aside={t('inspector.perSample')}>
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
