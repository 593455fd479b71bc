import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { useLayerNode, useNodeAnalysis, usePreview, useSession, useUi } from '../app.ts';
import { decimalSign } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useTimes } from '../profile/use-profile.ts';
import { ActivationIcon, LayerIcon } from '../ui/layer-icon.tsx';
import { countRender } from './counters.ts';
import { createMeasure, fitStrip } from './fit.ts';
import { useNoteSeverity } from './live/note-card.tsx';
import { StripLive } from './live/strip-live.tsx';
import { ModeMark } from './mode-mark.tsx';
import nodeStyles from './node.module.css';
import { activationOf, figure, headline, severityOf, titleOf } from './node-facts.ts';
import { layerElement, useNodeLabel } from './node-label.ts';
import type { CanvasNode } from './projection.ts';
import { SeverityBadge } from './severity-badge.tsx';
import { shownIn } from './share.ts';
import { useCanvas } from './store.ts';
import styles from './strip.module.css';

/** A docked layer: a row of the card above it with a spine, a selection and figures of its own. */
export const StripCard = memo(function StripCard({ id, selected, dragging, data }: NodeProps<CanvasNode>) {
  countRender('nodes', id);
  const node = useLayerNode(id);
  const known = useNodeAnalysis(id);
  const preview = usePreview((s) => s.nodes.get(id));
  const locale = useLocale();
  const noted = useNoteSeverity(id);
  const label = useNodeLabel(node, known, node ? titleOf(node, locale) : '');
  if (!node) return null;
  const analysis = preview ? preview.after : known;
  const shown = preview?.node ?? node;
  const severity = severityOf(analysis) ?? noted;
  return (
    <article
      id={layerElement(id)}
      className={`${nodeStyles.node} ${styles.strip}`}
      data-family={layerOf(shown.kind)?.doc.family ?? 'core'}
      data-stack={data.stack}
      data-mode={shown.mode}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-severity={severity}
      data-preview={preview?.change.kind}
      aria-label={label}
    >
      <StripFacts node={shown} analysis={analysis} title={titleOf(shown, locale)} />
      {shown.mode ? <ModeMark mode={shown.mode} /> : null}
      {severity ? <SeverityBadge severity={severity} /> : null}
      <Handle type="target" position={Position.Top} className={styles.hidden} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} className={nodeStyles.handle} />
    </article>
  );
});

const measure = createMeasure();

interface StripFactsProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis | undefined;
  readonly title: string;
}

/** What it is, and its hyper-parameters or the figure of the overlay. */
export function StripFacts({ node, analysis, title }: StripFactsProps) {
  const measured = useUi(shownIn);
  const times = useTimes(measured);
  const locale = useLocale();
  const detail = useCanvas((s) => (s.level === 'close' ? 'near' : s.level));
  const live = useSession((s) => s.figures[node.id] !== undefined);
  const painted = useUi((s) => s.step === 'train' && s.paint !== 'off') && live;
  const activation = activationOf(node);
  if (activation !== null)
    return (
      <>
        <ActivationIcon name={activation} />
        <span className={styles.title}>{headline(node, decimalSign(locale))}</span>
        <StripLive id={node.id} activation={activation} />
      </>
    );
  if (painted && !headline(node, decimalSign(locale)))
    return (
      <>
        <LayerIcon kind={node.kind} size={12} />
        <span className={styles.title}>{title}</span>
        <StripLive id={node.id} activation={null} />
      </>
    );
  const amount = headline(node, decimalSign(locale)) || figure(analysis, measured, times, locale);
  return (
    <>
      <LayerIcon kind={node.kind} size={12} />
      <span className={styles.title}>{title}</span>
      <span className={styles.figure}>{fitStrip(title, amount, detail, measure)}</span>
    </>
  );
}
