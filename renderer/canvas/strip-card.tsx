import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { layerOf } from '../../src/core/layers/registry.ts';
import { useLayerNode, useNodeAnalysis, usePreview, useUi } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import { ActivationIcon, LayerIcon } from '../ui/layer-icon.tsx';
import { countRender } from './counters.ts';
import nodeStyles from './node.module.css';
import { activationOf, figure, headline, severityOf, titleOf } from './node-facts.ts';
import { useNodeLabel } from './node-label.ts';
import type { CanvasNode } from './projection.ts';
import { SeverityBadge } from './severity-badge.tsx';
import { shownIn } from './share.ts';
import styles from './strip.module.css';

/** A docked layer: a row of the card above it with a spine, a selection and figures of its own. */
export const StripCard = memo(function StripCard({ id, selected, dragging, data }: NodeProps<CanvasNode>) {
  countRender('nodes', id);
  const node = useLayerNode(id);
  const known = useNodeAnalysis(id);
  const preview = usePreview((s) => s.nodes.get(id));
  const measured = useUi(shownIn);
  const locale = useLocale();
  const title = node ? titleOf(node, locale) : '';
  const label = useNodeLabel(node, known, title);
  if (!node) return null;
  const analysis = preview ? preview.after : known;
  const shown = preview?.node ?? node;
  const severity = severityOf(analysis);
  const activation = activationOf(shown);
  const amount = figure(analysis, measured, locale);
  return (
    <article
      className={`${nodeStyles.node} ${styles.strip}`}
      data-family={layerOf(node.kind)?.doc.family ?? 'core'}
      data-stack={data.stack}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-severity={severity}
      data-preview={preview?.change.kind}
      aria-label={label}
    >
      {activation === null ? <LayerIcon kind={node.kind} size={12} /> : <ActivationIcon name={activation} />}
      <span className={styles.title}>{activation === null ? title : headline(shown)}</span>
      {activation === null ? <span className={styles.figure}>{headline(shown) || amount}</span> : null}
      {severity ? <SeverityBadge severity={severity} /> : null}
      <Handle type="target" position={Position.Top} className={styles.hidden} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} className={nodeStyles.handle} />
    </article>
  );
});
