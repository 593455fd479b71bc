import { ViewportPortal } from '@xyflow/react';
import { Eye } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { layerOf } from '../../src/core/layers/registry.ts';
import { useApp, usePreview } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import { Chip } from '../ui/layout.tsx';
import { GhostPath, GhostTensor } from './ghost-wires.tsx';
import styles from './ghosts.module.css';
import type { GhostNode } from './ghosts.ts';
import nodeStyles from './node.module.css';
import { NodeFacts } from './node-card-facts.tsx';
import { headline, shapeText, titleOf } from './node-facts.ts';
import { createGhostReader, noGhosts } from './read-ghosts.ts';
import strips from './strip.module.css';
import { StripFacts } from './strip-card.tsx';
import { useWirePreview } from './use-wire-preview.ts';

/** The layers and wires that the change under the pointer would add, among those that are there. */
export function PreviewGhosts() {
  const app = useApp();
  useWirePreview();
  const preview = usePreview((s) => s.preview);
  const readGhosts = useMemo(() => createGhostReader(app), [app]);
  const ghosts = useMemo(() => (preview ? readGhosts() : noGhosts), [preview, readGhosts]);
  const [first] = ghosts.nodes;
  if (!first && ghosts.wires.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={styles.wires} aria-hidden>
        {ghosts.wires.map((wire) => (
          <GhostPath key={wire.edge.id} wire={wire} />
        ))}
      </svg>
      {ghosts.nodes.map((ghost) => (
        <Ghost key={ghost.id} {...ghost} first={ghost === first} />
      ))}
      {ghosts.wires.map((wire) => (
        <GhostTensor key={wire.edge.id} wire={wire} />
      ))}
    </ViewportPortal>
  );
}

interface GhostProps extends GhostNode {
  readonly first: boolean;
}

function Ghost({ id, rect, stack, first }: GhostProps) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const previewed = usePreview((s) => s.nodes.get(id));
  const title = usePreview((s) => s.title);
  const node = previewed?.node;
  if (!node) return null;
  const kind = titleOf(node, locale);
  const strip = stack === 'middle' || stack === 'bottom';
  // A strip prints its hyper-parameters in place of a figure.
  const adds = !strip || headline(node) === '';
  return (
    <div
      className={styles.ghost}
      data-adds={adds || undefined}
      style={{ transform: `translate(${rect.x}px, ${rect.y}px)`, width: rect.width, height: rect.height }}
    >
      {first ? (
        <span className={styles.tag}>
          <Chip tone="info">
            <Eye size={11} />
            {title ?? t('preview.title')}
          </Chip>
        </span>
      ) : null}
      <article
        className={`${nodeStyles.node} ${strip ? strips.strip : ''}`}
        data-family={layerOf(node.kind)?.doc.family ?? 'core'}
        data-stack={stack}
        aria-label={t('preview.ghost', { kind, shape: shapeText(previewed.after) })}
      >
        {strip ? (
          <StripFacts node={node} analysis={previewed.after} title={kind} />
        ) : (
          <>
            <LayerIcon kind={node.kind} size={20} className={nodeStyles.nodeTile ?? ''} />
            <NodeFacts node={node} analysis={previewed.after} title={kind} />
          </>
        )}
      </article>
    </div>
  );
}
