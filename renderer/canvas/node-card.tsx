import { Handle, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, Plus, TriangleAlert } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { choiceLabels } from '../../src/core/layers/names.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { useApp, useLayerNode, useNodeAnalysis, usePreview, useSession, useUi } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { ActivationIcon, LayerIcon } from '../ui/layer-icon.tsx';
import { openAddAfter } from './actions.ts';
import { countRender } from './counters.ts';
import { LiveRow } from './live-row.tsx';
import styles from './node.module.css';
import { NodeFacts } from './node-card-facts.tsx';
import {
  headline,
  isForeign,
  type Severity,
  severityOf,
  shapeText,
  standingOf,
  stripOf,
  titleOf,
} from './node-facts.ts';
import type { CanvasNode } from './projection.ts';
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
  const locale = useLocale();
  const title = node ? titleOf(node, locale) : '';
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
      data-foreign={isForeign(node) || undefined}
      aria-label={label}
    >
      <LayerIcon kind={node.kind} size={20} className={styles.nodeTile ?? ''} />
      {maps ? (
        <LiveRow maps={maps} title={title} shape={shapeText(analysis)} />
      ) : (
        <NodeFacts node={preview?.node ?? node} analysis={analysis} title={title} />
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
  const kind = isForeign(node) ? `${title}, ${t('canvas.foreign')}` : title;
  const parts = [node.name, kind, headline(node), t('canvas.outputIs', { shape: shapeText(analysis) })];
  const parameters = analysis?.parameters.total ?? 0;
  if (parameters > 0) parts.push(t('count.parameters', { count: parameters, number: formatFull(parameters, locale) }));
  const errors = analysis?.problems.filter((problem) => problem.severity === 'error').length ?? 0;
  if (errors > 0) parts.push(t('count.errors', { count: errors }));
  return parts.filter((part) => part !== '').join(', ');
}
