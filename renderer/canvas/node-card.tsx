import { Handle, type NodeProps, Position } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { choiceLabels } from '../../src/core/layers/names.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { useApp, useLayerNode, useNodeAnalysis, usePreview, useSession, useUi, useWeightOrigin } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import { ActivationIcon, LayerIcon } from '../ui/layer-icon.tsx';
import { openAddAfter } from './actions.ts';
import { countRender } from './counters.ts';
import { LiveRow } from './live/live-row.tsx';
import { useNoteSeverity } from './live/note-card.tsx';
import { StripLive } from './live/strip-live.tsx';
import { FrozenMark, ModeMark, OriginMark } from './mode-mark.tsx';
import styles from './node.module.css';
import { NodeFacts } from './node-card-facts.tsx';
import { isForeign, severityOf, shapeText, standingOf, stripOf, titleOf } from './node-facts.ts';
import { layerElement, useNodeLabel } from './node-label.ts';
import type { CanvasNode } from './projection.ts';
import { SeverityBadge } from './severity-badge.tsx';
import { useCanvas } from './store.ts';

/**
 * A layer on the canvas. It subscribes to its own node and figures, so that an edit renders only the nodes it changes.
 * Few elements: at zoom 1 the whole canvas keeps to 1,000.
 */
export const NodeCard = memo(function NodeCard({ id, selected, dragging, data }: NodeProps<CanvasNode>) {
  countRender('nodes', id);
  const node = useLayerNode(id);
  const known = useNodeAnalysis(id);
  const preview = usePreview((s) => s.nodes.get(id));
  const analysis = preview ? preview.after : known;
  const painted = useUi((s) => s.step === 'train' && s.paint !== 'off');
  const live = useSession((s) => painted && (s.maps[id] !== undefined || s.figures[id] !== undefined));
  const standing = useCanvas(({ wiring }) => (wiring ? standingOf(wiring.node === id, wiring.verdict(id)) : undefined));
  const noted = useNoteSeverity(id);
  const origin = useWeightOrigin(id);
  const alone = useUi((s) => s.selection.size === 1 && s.selection.has(id) && s.step !== 'train');
  const locale = useLocale();
  const label = useNodeLabel(node, known, node ? titleOf(node, locale) : '', origin);
  if (!node) return null;
  // As it would be, be it of another kind.
  const then = preview?.node ?? node;
  const title = titleOf(then, locale);
  const definition = layerOf(then.kind);
  const severity = severityOf(analysis) ?? noted;
  const activation = stripOf(then);
  return (
    <article
      id={layerElement(id)}
      className={styles.node}
      data-family={definition?.doc.family ?? 'core'}
      data-stack={data.stack}
      data-mode={then.mode}
      data-frozen={then.frozen}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-severity={severity}
      data-standing={standing}
      data-preview={preview?.change.kind}
      data-foreign={isForeign(then) || undefined}
      aria-label={label}
    >
      <LayerIcon kind={then.kind} size={20} className={styles.nodeTile ?? ''} />
      {live ? (
        <LiveRow id={id} title={title} shape={shapeText(analysis)} />
      ) : (
        <NodeFacts node={then} analysis={analysis} title={title} />
      )}
      {activation ? (
        <span className={styles.strip} data-family="activation">
          <ActivationIcon name={activation} />
          {choiceLabels[activation] ?? activation}
          <StripLive id={id} activation={activation} />
        </span>
      ) : null}
      {then.mode ? <ModeMark mode={then.mode} /> : then.frozen ? <FrozenMark /> : null}
      {origin && !then.mode ? <OriginMark origin={origin} /> : null}
      {severity ? <SeverityBadge severity={severity} /> : null}
      {definition?.arity.max === 0 ? null : <Handle type="target" position={Position.Top} className={styles.handle} />}
      <Handle type="source" position={Position.Bottom} className={styles.handle} />
      {alone && !dragging && data.stack === 'alone' ? <AddBelow id={id} /> : null}
    </article>
  );
});

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
