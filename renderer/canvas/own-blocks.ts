import i18next from 'i18next';
import { useStore } from 'zustand';
import { type Block, makeBlock } from '../../src/core/document/block.ts';
import { type App, useApp } from '../app.ts';
import { hostErrorText } from '../shell/projects/host-errors.ts';
import { type BlocksState, type BlocksStore, createBlocksStore, freeName } from '../store/blocks.ts';
import { selectedGroup } from './group-actions.ts';
import { canvasOf } from './store.ts';

const stores = new WeakMap<App, BlocksStore>();

/** The user's own blocks: read when they are first asked for, and again whenever the window comes back to the front. */
export function blocksOf(app: App): BlocksStore {
  const known = stores.get(app);
  if (known) return known;
  const made = createBlocksStore(app.host);
  stores.set(app, made);
  made.refresh().catch((error) => app.notify('problem', hostErrorText(error)));
  // Another window may have kept one. Where the host is gone, other parts say so.
  window.addEventListener('focus', () => void made.refresh().catch(() => undefined));
  return made;
}

export const useBlocks = <T>(select: (state: BlocksState) => T): T => useStore(blocksOf(useApp()), select);

export const askSaveBlock = (app: App): void => canvasOf(app).store.setState({ savingBlock: true });

/** What the dialog offers: the name of the selected group, which may be that of the block it came from. */
export function offeredName(app: App): string {
  const group = selectedGroup(app);
  return group ? group.name : freeName(blocksOf(app).getState().blocks ?? [], i18next.t('define:ownBlocks.new'));
}

/** Keeps the selected layers; a block of the same name is replaced. */
export async function saveSelection(app: App, name: string, description: string): Promise<void> {
  const { document } = app.documents.getState();
  const { selection, selectedNotes } = app.ui.getState();
  const block = makeBlock(document, [...selection], { name, description, notes: [...selectedNotes] });
  if (block) await keepBlock(app, block);
}

/** Keeps a block and says so, or why it could not be. */
export async function keepBlock(app: App, block: Block): Promise<void> {
  try {
    await blocksOf(app).save(block);
    app.notify('done', i18next.t('define:ownBlocks.kept', { name: block.name }));
  } catch (error) {
    app.notify('problem', hostErrorText(error));
  }
}
