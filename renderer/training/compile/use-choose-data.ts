import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataRef } from '../../../src/core/document/schema.ts';
import { useApp } from '../../app.ts';
import { useFolderDialog } from '../folder-dialog.tsx';
import { useSetTraining } from './use-settings.ts';

export type DataChoice = 'digits' | 'fashion-mnist' | 'idx' | 'folder';

/** Last part of a path, of either kind of separator. */
export const baseName = (path: string): string => path.split(/[/\\]/).filter(Boolean).at(-1) ?? path;

/**
 * Makes the document train on something else; asks for files where the choice needs them, and cancelling changes
 * nothing. Render `element`: it is the dialog.
 */
export function useChooseData(): { readonly choose: (choice: DataChoice) => void; readonly element: ReactNode } {
  const { t } = useTranslation('compile');
  const { host, dialogs } = useApp();
  const setTraining = useSetTraining();
  const folder = useFolderDialog();

  const idxFile = (name: string): Promise<string | null> => {
    const filters = [{ name, extensions: ['gz', 'idx', 'idx3-ubyte', 'idx1-ubyte'] }];
    return host.openDialog ? host.openDialog({ filters }) : dialogs.openFile(filters);
  };

  async function ask(choice: DataChoice): Promise<DataRef | null> {
    if (choice === 'digits' || choice === 'fashion-mnist') return { source: 'embedded', id: choice };
    if (choice === 'folder') {
      const path = await folder.ask(t('data.chooseFolder'));
      return path === null ? null : { source: 'folder', path };
    }
    const images = await idxFile(t('data.chooseIdxImages'));
    const labels = images === null ? null : await idxFile(t('data.chooseIdxLabels'));
    return images === null || labels === null ? null : { source: 'idx', images, labels };
  }

  const choose = async (choice: DataChoice) => {
    const data = await ask(choice);
    if (data) setTraining(t('data.title'), { data });
  };
  return { choose, element: folder.element };
}
