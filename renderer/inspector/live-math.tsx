import { useTranslation } from 'react-i18next';
import { conventions, countBy, workFormula, workOf } from '../../src/core/analysis/conventions.ts';
import type { Derivation } from '../../src/core/analysis/derivations/derivation.ts';
import { axesOf } from '../../src/core/analysis/node-figures.ts';
import { type Measure, shareOf } from '../../src/core/analysis/share.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { type Formula, tokensText, valueTokens } from '../../src/core/math/formula.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { useAnalysis, useUi } from '../app.ts';
import { formatFull, formatPercent, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { ShapeChip } from '../ui/layout.tsx';
import { Figure } from './figure.tsx';
import { SubstitutedLine, SymbolicLine } from './formula-line.tsx';
import { IdleMath } from './idle-math.tsx';
import styles from './inspector.module.css';
import { IntensityFigure, MemoryFigure, SharedParameters } from './more-figures.tsx';
import { ReceptiveFieldFigure } from './receptive-field.tsx';
import { derivationsOf, useDerivations } from './why/use-derivations.ts';

interface LiveMathProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis;
}

interface FigureProps {
  readonly analysis: NodeAnalysis;
  readonly why: readonly Derivation[];
}

/** Every figure of a layer with its formula and the numbers in it; of one that does nothing, as they would be if it worked. */
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
      {analysis.idle ? (
        <IdleMath node={node} reason={analysis.idle} figures={(subject) => <LayerFigures node={node} {...subject} />} />
      ) : (
        <WorkingFigures node={node} analysis={analysis} />
      )}
    </section>
  );
}

function WorkingFigures({ node, analysis }: LiveMathProps) {
  const why = useDerivations(node.id);
  return <LayerFigures node={node} analysis={analysis} why={why} />;
}

function LayerFigures({ node, analysis, why }: LiveMathProps & FigureProps) {
  const { t } = useTranslation('define');
  if (!analysis.output) return <p className={styles.unknown}>{t('inspector.unknown')}</p>;
  return (
    <>
      <OutputFigure analysis={analysis} why={derivationsOf(why, 'output')} />
      <ParametersFigure
        node={node}
        analysis={analysis}
        why={derivationsOf(why, 'weight', 'parameters', ...(trained(analysis) ? [] : split))}
      />
      <WorkFigure node={node} analysis={analysis} why={derivationsOf(why, ...conventions)} />
      <ReceptiveFieldFigure
        kind={node.kind}
        analysis={analysis}
        why={derivationsOf(why, 'receptiveField', 'jump', 'start')}
      />
      <MemoryFigure analysis={analysis} why={derivationsOf(why, 'activationBytes', 'weightBytes')} />
      <IntensityFigure why={derivationsOf(why, 'intensity')} />
    </>
  );
}

/** Where some weights are not trained, how many are and are not. */
const split = ['trainable', 'nonTrainable'] as const;
const trained = ({ parameters }: NodeAnalysis): boolean => parameters.nonTrainable === 0;

/** The sizes that are computed, not just handed on; equal ones once: `H′ = W′ = ⌊…⌋ + 1`. */
function OutputFigure({ analysis, why }: FigureProps) {
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
    <Figure title={t('inspector.output')} value={formatShape(output.shape)} why={why}>
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

function ParametersFigure({ node, analysis, why }: LiveMathProps & FigureProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const share = useShare(node.id, 'parameters');
  const { total } = analysis.parameters;
  if (node.sharesWith !== undefined) return <SharedParameters owner={node.sharesWith} />;
  return (
    <Figure title={t('inspector.params')} value={formatFull(total, locale)} aside={share} why={why}>
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

/** Work as it is counted, with its formula, and what the other conventions give. */
function WorkFigure({ node, analysis, why }: LiveMathProps & FigureProps) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const convention = useUi((s) => s.convention);
  const share = useShare(node.id, convention);
  const { cost } = analysis;
  if (!cost) return null;
  const work = workOf(analysis);
  const formula = workFormula(convention, cost);
  const others = conventions
    .filter((other) => other !== convention && countBy(other, work) > 0)
    .map((other) => `${t(`convention.${other}`)} ${formatTotal(countBy(other, work), locale)}`);
  return (
    <Figure title={t(`convention.${convention}`)} value={formatTotal(formula.value, locale)} aside={share} why={why}>
      {formula.value > 0 ? (
        <>
          <p className={styles.symbolic}>
            <SymbolicLine formula={formula} />
          </p>
          <SubstitutedLine formula={formula} />
        </>
      ) : null}
      {others.length > 0 ? <p className={styles.symbolic}>{others.join(' · ')}</p> : null}
    </Figure>
  );
}
