import { Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { tokensText, valueTokens } from '../../src/core/math/formula.ts';
import { useAnalysis, useDocument, useUi } from '../app.ts';
import { decimalSign, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useTimes } from '../profile/use-profile.ts';
import { createMeasure, fitHead, fitMeta } from './fit.ts';
import styles from './node.module.css';
import { figure, headline, isForeign, namesOwner, shapeText } from './node-facts.ts';
import { barLength, heatOf, shownIn, shownShare } from './share.ts';
import { useCanvas } from './store.ts';

const measure = createMeasure();

interface NodeFactsProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis | undefined;
  readonly title: string;
}

/** Name, hyper-parameters, shape, the figure of the overlay and its share, as far as there is room; a tip says the rest. */
export function NodeFacts({ node, analysis, title }: NodeFactsProps) {
  const shown = useUi(shownIn);
  const times = useTimes(shown);
  const share = useAnalysis((s) => shownShare({ analysis: s.analysis, times }, node.id, shown));
  const level = useCanvas((s) => s.level);
  const detail = level === 'close' ? 'near' : level;
  const locale = useLocale();
  const spec = headline(node, decimalSign(locale));
  const shape = shapeText(analysis);
  const reason = useNote(node);
  const note = isForeign(node) || namesOwner(shown) ? reason : null;
  const amount = note ? note.text : figure(analysis, shown, times, locale);
  const percent = share >= 0.1 ? formatPercent(share, locale, 0) : '';
  const head = fitHead(title, spec, detail, measure);
  const meta = fitMeta({ shape, amount, percent }, detail, measure);
  const cut = head.title !== title || head.spec !== spec || meta.shape !== shape;
  const whole = cut ? [title, spec, shape].filter((text) => text !== '').join(' · ') : undefined;
  return (
    <>
      <b title={whole}>{head.title}</b>
      <span className={styles.spec} title={whole}>
        {head.spec}
      </span>
      {level === 'close' ? <Substituted analysis={analysis} /> : null}
      <span className={styles.shape} title={whole} data-unknown={analysis?.output ? undefined : true}>
        {meta.shape}
      </span>
      {note ? (
        <span className={styles.note} title={note.help}>
          {note.icon}
          {meta.amount}
        </span>
      ) : (
        <span className={styles.figure}>
          {meta.amount}
          {meta.percent === '' ? null : <em> {meta.percent}</em>}
        </span>
      )}
      {share >= 0 ? (
        <i className={styles.share} data-heat={heatOf(share, shown)} style={{ '--share': barLength(share) }} />
      ) : null}
    </>
  );
}

/** How the parameters came about, in numbers: `5·5·6·16 + 16`. */
function Substituted({ analysis }: Pick<NodeFactsProps, 'analysis'>) {
  const tokens = analysis ? valueTokens(analysis.parameterFormula) : [];
  if (tokens.length < 2) return null;
  const text = tokensText(tokens);
  return (
    <code className={styles.formula} title={text}>
      {text}
    </code>
  );
}

interface Note {
  readonly text: string;
  readonly help: string;
  readonly icon?: ReactNode;
}

/** Why a layer has no figure: its weights are another one's, or nothing is known of it. */
function useNote(node: LayerNode): Note | null {
  const { t } = useTranslation('define');
  const { sharesWith } = node;
  const owner = useDocument((s) =>
    sharesWith === undefined ? '' : (s.document.graph.nodes[sharesWith]?.name ?? sharesWith),
  );
  if (sharesWith !== undefined)
    return { text: owner, help: t('canvas.weightsOf', { name: owner }), icon: <Link2 size={12} /> };
  return isForeign(node) ? { text: t('canvas.foreign'), help: t('canvas.foreignHelp') } : null;
}
