import i18next from 'i18next';
import { type Block, maxBlockBytes, parseBlock, writeBlock } from '../../src/core/document/block.ts';
import type { App } from '../app.ts';
import { blocksOf, keepBlock } from '../canvas/own-blocks.ts';
import { chooseFile, chooseSavePath } from '../shell/choose-path.ts';
import { baseName } from '../shell/paths.ts';
import { hostErrorText } from '../shell/projects/host-errors.ts';
import { freeName, type OwnBlock } from '../store/blocks.ts';

/* What is done with the files of own blocks; failures are told. */

const filters = () => [{ name: i18next.t('define:ownBlocks.file'), extensions: ['json'] }];

async function told<T>(app: App, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    app.notify('problem', hostErrorText(error));
    return null;
  }
}

export const renameBlock = (app: App, own: OwnBlock, name: string): Promise<unknown> =>
  told(app, () => blocksOf(app).rename(own, name));

/** At once, and for as long as the notice stands it can be taken back. */
export const deleteBlock = (app: App, own: OwnBlock): Promise<unknown> =>
  told(app, async () => {
    await blocksOf(app).remove(own);
    const { toast } = await import('sonner');
    toast(i18next.t('define:ownBlocks.deleted', { name: own.block.name }), {
      duration: 10_000,
      action: {
        label: i18next.t('define:ownBlocks.undo'),
        onClick: () => void told(app, () => blocksOf(app).restore(own)),
      },
    });
  });

export const exportBlock = (app: App, block: Block): Promise<unknown> =>
  told(app, async () => {
    // Signs that some system allows in no file name.
    const suggestedName = `${block.name.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '-')}.json`;
    const title = i18next.t('define:ownBlocks.export');
    const path = await chooseSavePath(app, { title, filters: filters(), suggestedName, folder: '' });
    if (path === null) return;
    const written = await app.host.request('write', { path, bytes: new TextEncoder().encode(writeBlock(block)) });
    app.notify('done', i18next.t('define:ownBlocks.exported', { path: written.path }));
  });

/** A block from a file, under a free name. */
export const importBlock = (app: App): Promise<unknown> =>
  told(app, async () => {
    const path = await chooseFile(app, i18next.t('define:ownBlocks.import'), filters());
    if (path === null) return;
    const bytes = await app.host.request('read', { path });
    if (!(await takeBlock(app, bytes)))
      app.notify('problem', i18next.t('define:ownBlocks.refused', { file: baseName(path) }));
  });

/** Keeps the block in these bytes; `false` where there is none in them. */
export async function takeBlock(app: App, bytes: Uint8Array): Promise<boolean> {
  const block = bytes.length > maxBlockBytes ? null : parseBlock(new TextDecoder().decode(bytes));
  if (!block) return false;
  const store = blocksOf(app);
  await told(app, () => store.refresh());
  await keepBlock(app, { ...block, name: freeName(store.getState().blocks ?? [], block.name) });
  return true;
}
