import { ViewportPortal } from '@xyflow/react';
import { Eye } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { metrics } from '../../src/core/build/blocks.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { type App, useApp, usePreview } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import { Chip } from '../ui/layout.tsx';
import { coveredByFixes } from './fix-place.ts';
import { GhostPath, GhostTensor } from './ghost-wires.tsx';
import styles from './ghosts.module.css';
import { type Ghosts, placeGhosts } from './ghosts.ts';
import nodeStyles from './node.module.css';
import { NodeFacts } from './node-card-facts.tsx';
import { shapeText, titleOf } from './node-facts.ts';
import { canvasOf } from './store.ts';
import { useWirePreview } from './use-wire-preview.ts';

/** The layers and wires that the change under the pointer would add, among those that are there. */
export function PreviewGhosts() {
  const app = useApp();
  useWirePreview();
  const preview = usePreview((s) => s.preview);
  const ghosts = useMemo(() => (preview ? ghostsOf(app) : none), [app, preview]);
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

const none: Ghosts = { nodes: [], wires: [] };

/** Beside the edges of the canvas float its tools; px on the screen. */
const edges = { top: 72, side: 12, bottom: 110 } as const;

export function ghostsOf(app: App): Ghosts {
  const { preview, wires } = app.previews.getState();
  if (!preview) return none;
  const { viewport, size } = canvasOf(app).store.getState();
  const fixes = coveredByFixes(app);
  return placeGhosts({
    before: app.documents.getState().document,
    after: preview.document,
    order: preview.analysis.order,
    made: wires.made,
    covered: fixes ? [fixes] : [],
    view: {
      x: (edges.side - viewport.x) / viewport.zoom,
      y: (edges.top - viewport.y) / viewport.zoom,
      width: (size.width - 2 * edges.side) / viewport.zoom,
      height: (size.height - edges.top - edges.bottom) / viewport.zoom,
    },
  });
}

interface GhostProps {
  readonly id: string;
  readonly rect: Ghosts['nodes'][number]['rect'];
  readonly first: boolean;
}

function Ghost({ id, rect, first }: GhostProps) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const previewed = usePreview((s) => s.nodes.get(id));
  const title = usePreview((s) => s.title);
  const node = previewed?.node;
  if (!node) return null;
  const kind = titleOf(node, locale);
  return (
    <div
      className={styles.ghost}
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
        className={nodeStyles.node}
        data-family={layerOf(node.kind)?.doc.family ?? 'core'}
        data-strip={rect.height <= metrics.strip || undefined}
        aria-label={t('preview.ghost', { kind, shape: shapeText(previewed.after) })}
      >
        <LayerIcon kind={node.kind} size={20} className={nodeStyles.nodeTile ?? ''} />
        <NodeFacts node={node} analysis={previewed.after} title={kind} />
      </article>
    </div>
  );
}
