import i18next from 'i18next';
import { BookOpen, Ellipsis } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { type App, useAnalysis, useApp } from '../app.ts';
import { bypassSelection, deleteSelection, duplicateSelection, locate } from '../canvas/actions.ts';
import { severityOf } from '../canvas/node-facts.ts';
import { useLayerText } from '../i18n/core-text.ts';
import { IconButton } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { FamilyTile } from '../ui/layer-icon.tsx';
import { Chip } from '../ui/layout.tsx';
import { Menu } from '../ui/overlay.tsx';
import { resetParams } from './fields/set-params.ts';
import styles from './inspector.module.css';

interface HeaderProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis;
}

export function Header({ node, analysis }: HeaderProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const { title } = useLayerText(node.kind);
  const index = useAnalysis((s) => s.analysis.order.indexOf(node.id) + 1);
  const count = useAnalysis((s) => s.analysis.order.length);
  const severity = severityOf(analysis);
  return (
    <header className={styles.head}>
      <FamilyTile kind={node.kind} large />
      <div className={styles.titles}>
        <TextField
          label={t('inspector.name')}
          value={node.name}
          className={styles.name ?? ''}
          onCommit={(name) => rename(app, node, name)}
        />
        <p>
          {node.mode ? `${title} · ${t(`mode.${node.mode}`)}` : t('inspector.position', { kind: title, index, count })}
        </p>
      </div>
      {severity ? <Chip tone={severity === 'error' ? 'err' : 'warn'}>{t(`inspector.${severity}`)}</Chip> : null}
      <Docs kind={node.kind} />
      <Menu
        align="end"
        trigger={
          <IconButton size="small" label={t('inspector.menu')}>
            <Ellipsis size={14} />
          </IconButton>
        }
        groups={[
          [
            { id: 'show', label: t('problems.show'), run: () => locate(app, node.id) },
            { id: 'reset', label: t('inspector.reset'), run: () => resetParams(app, node) },
          ],
          [
            { id: 'duplicate', label: t('menu.duplicate'), shortcut: 'Ctrl D', run: () => duplicateSelection(app) },
            { id: 'bypass', label: t('menu.bypass'), run: () => bypassSelection(app) },
            { id: 'delete', label: t('menu.delete'), shortcut: 'Del', run: () => deleteSelection(app) },
          ],
        ]}
      />
    </header>
  );
}

/** Refuses an empty name and one that another layer has. */
function rename(app: App, node: LayerNode, wanted: string): boolean {
  const name = wanted.trim();
  const { nodes } = app.documents.getState().document.graph;
  const taken = Object.values(nodes).some((other) => other.id !== node.id && other.name === name);
  if (taken) app.notify('problem', i18next.t('define:inspector.nameTaken'));
  if (name === '' || taken) return false;
  app.documents.dispatch(i18next.t('define:undo.rename', { name }), { type: 'rename', node: node.id, name });
  return true;
}

function Docs({ kind }: { readonly kind: string }) {
  const { t } = useTranslation('define');
  const { title, summary } = useLayerText(kind);
  const reference = layerOf(kind)?.doc.reference ?? '';
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton size="small" label={t('inspector.docs', { kind: title })}>
          <BookOpen size={14} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.docs} side="bottom" align="end" sideOffset={6} collisionPadding={12}>
          <b>{title}</b>
          <p>{summary}</p>
          {reference.startsWith('http') ? (
            <a href={reference} target="_blank" rel="noreferrer">
              {t('inspector.reference')}
            </a>
          ) : (
            <p>{reference}</p>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
