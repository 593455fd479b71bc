import { Handle, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, Plus, TriangleAlert } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { choiceLabels } from '../../src/core/layers/names.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { useAnalysis, useApp, useLayerNode, useNodeAnalysis, usePreview, useSession, useUi } from '../app.ts';
import { useLayerText } from '../i18n/core-text.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { ActivationIcon, LayerIcon } from '../ui/layer-icon.tsx';
import { openAddAfter } from './actions.ts';
import styles from './canvas.module.css';
import { countRender } from './counters.ts';
import { LiveRow } from './live-row.tsx';
import { figure, headline, type Severity, severityOf, standingOf, stripOf } from './node-facts.ts';
import type { CanvasNode } from './projection.ts';
import { heatOf, shownShare } from './share.ts';
import { useCanvas } from './store.ts';

/**
 * A layer on the canvas. It subscribes to its own node and figures, so that an edit renders only the nodes it changes.
 * Few elements: at zoom 1 the whole canvas keeps to 1,000.
 */
export const NodeCard = memo(function NodeCard({ id, selected, dragging }: NodeProps<CanvasNode>) {
  countRender('nodes', id);
  const node = useLayerNode(id);
  const known = useNodeAnalysis(id);
  const preview = usePreview((s) => s.nodes.get(id));
  const analysis = preview ? preview.after : known;
  const training = useUi((s) => s.step === 'train');
  const shown = useCanvas((s) => s.showMaps);
  const maps = useSession((s) => (training && shown ? s.maps[id] : undefined));
  const standing = useCanvas(({ wiring }) => (wiring ? standingOf(wiring.node === id, wiring.verdict(id)) : undefined));
  const alone = useUi((s) => s.selection.size === 1 && s.selection.has(id) && s.step !== 'train');
  const { title } = useLayerText(node?.kind ?? '');
  const label = useNodeLabel(node, known, title);
  if (!node) return null;
  const definition = layerOf(node.kind);
  const severity = severityOf(analysis);
  const activation = stripOf(node);
  return (
    <article
      className={styles.node}
      data-family={definition?.doc.family ?? 'core'}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-severity={severity}
      data-standing={standing}
      data-preview={preview?.change.kind}
      aria-label={label}
    >
      <LayerIcon kind={node.kind} size={20} className={styles.nodeTile ?? ''} />
      <b>{title}</b>
      {maps ? (
        <LiveRow maps={maps} shape={shapeText(analysis)} />
      ) : (
        <Facts node={preview?.node ?? node} analysis={analysis} />
      )}
      {activation ? (
        <span className={styles.strip} data-family="activation">
          <ActivationIcon name={activation} />
          {choiceLabels[activation] ?? activation}
        </span>
      ) : null}
      {severity ? <Badge severity={severity} /> : null}
      {definition?.arity.max === 0 ? null : <Handle type="target" position={Position.Top} className={styles.handle} />}
      <Handle type="source" position={Position.Bottom} className={styles.handle} />
      {alone && !dragging ? <AddBelow id={id} /> : null}
    </article>
  );
});

const shapeText = (analysis: NodeAnalysis | undefined): string =>
  analysis?.output ? formatShape(analysis.output.shape) : '?';

interface FactsProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis | undefined;
}

/** Hyper-parameters, shape, the figure of the overlay and its share. */
function Facts({ node, analysis }: FactsProps) {
  const overlay = useUi((s) => s.overlay);
  const share = useAnalysis((s) => shownShare(s.analysis, node.id, overlay));
  const locale = useLocale();
  const shape = shapeText(analysis);
  const amount = figure(analysis, overlay, locale);
  // The row is 135 px wide: the percent goes first, then, in larger text, the figure.
  const length = shape.length + amount.length;
  return (
    <>
      <span className={styles.spec}>{headline(node)}</span>
      <span className={styles.shape} data-unknown={analysis?.output ? undefined : true}>
        {shape}
      </span>
      <span className={styles.figure} data-long={length > 14 || undefined}>
        {amount}
        {share >= 0.1 && length <= 14 ? <em> {formatPercent(share, locale, 0)}</em> : null}
      </span>
      {share >= 0 ? (
        <i className={styles.share} data-heat={heatOf(share)} style={{ '--share': `${Math.max(2, share * 100)}%` }} />
      ) : null}
    </>
  );
}

const Badge = ({ severity }: { severity: Severity }) => (
  <span className={styles.badge} data-severity={severity}>
    {severity === 'error' ? <CircleAlert size={14} /> : <TriangleAlert size={12} />}
  </span>
);

/** The "+" under the selected layer. */
function AddBelow({ id }: { id: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    openAddAfter(app, id);
  };
  return (
    <button type="button" className={`${styles.plus} nodrag nopan`} aria-label={t('canvas.addAfter')} onClick={open}>
      <Plus size={14} strokeWidth={2.5} />
    </button>
  );
}

/** What a screen reader says: "conv2d, Conv2D, 3×3, 32, output 26×26×32, 320 parameters, 1 error". */
function useNodeLabel(node: LayerNode | undefined, analysis: NodeAnalysis | undefined, title: string): string {
  const { t } = useTranslation('define');
  const locale = useLocale();
  if (!node) return '';
  const parts = [node.name, title, headline(node), t('canvas.outputIs', { shape: shapeText(analysis) })];
  const parameters = analysis?.parameters.total ?? 0;
  if (parameters > 0) parts.push(t('count.parameters', { count: parameters, number: formatFull(parameters, locale) }));
  const errors = analysis?.problems.filter((problem) => problem.severity === 'error').length ?? 0;
  if (errors > 0) parts.push(t('count.errors', { count: errors }));
  return parts.filter((part) => part !== '').join(', ');
}
