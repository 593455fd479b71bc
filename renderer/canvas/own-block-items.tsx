import { Command } from 'cmdk';
import { Blocks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Block, goesBetween } from '../../src/core/document/block.ts';
import { type App, useApp } from '../app.ts';
import { plain } from '../palette/search.ts';
import styles from './add-menu.module.css';
import { addBlock, addBlockAt, addBlockOnEdge } from './insert-actions.ts';
import { useBlocks } from './own-blocks.ts';
import type { AddRequest } from './store.ts';

interface ItemsProps {
  readonly text: string;
  readonly request: AddRequest;
  readonly onTake: () => void;
}

/** The user's own blocks in the list of what can be added, where they can go there. */
export function OwnBlockItems({ text, request, onTake }: ItemsProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const blocks = useBlocks((s) => s.blocks);
  const wanted = plain(text);
  const found = (blocks ?? []).filter(({ block }) => fits(block, request) && plain(block.name).includes(wanted));
  if (found.length === 0) return null;
  return (
    <Command.Group heading={t('ownBlocks.title')}>
      {found.map(({ file, block }) => (
        <Command.Item
          key={file}
          value={`block ${file}`}
          onSelect={() => {
            onTake();
            add(app, block, request);
          }}
        >
          <i className={styles.ownBlock}>
            <Blocks size={14} />
          </i>
          <b>{block.name}</b>
          <span>{block.description || t('count.layers', { count: block.fragment.nodes.length })}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

const fits = (block: Block, { from, edge }: AddRequest): boolean =>
  edge !== null ? goesBetween(block) : from === null || block.entries.length > 0;

function add(app: App, block: Block, { at, from, edge }: AddRequest): void {
  if (edge !== null) addBlockOnEdge(app, block, edge);
  else if (from !== null && app.ui.getState().selection.has(from)) addBlock(app, block);
  else if (at) addBlockAt(app, block, at, from);
  else addBlock(app, block);
}
