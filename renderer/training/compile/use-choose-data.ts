import { useTranslation } from 'react-i18next';
import type { DataRef } from '../../../src/core/document/schema.ts';
import { useApp } from '../../app.ts';
import { chooseFile, chooseFolder } from '../../shell/choose-path.ts';
import { useSetTraining } from './use-settings.ts';

export type DataChoice = 'digits' | 'fashion-mnist' | 'idx' | 'folder';

/**
 * Makes the document train on something else; asks for files where the choice needs them, and cancelling changes
 * nothing.
 */
export function useChooseData(): (choice: DataChoice) => void {
  const { t } = useTranslation('compile');
  const app = useApp();
  const setTraining = useSetTraining();

  const idxFile = (title: string): Promise<string | null> =>
    chooseFile(app, title, [{ name: t('data.idxFiles'), extensions: ['gz', 'idx', 'idx3-ubyte', 'idx1-ubyte'] }]);

  async function ask(choice: DataChoice): Promise<DataRef | null> {
    if (choice === 'digits' || choice === 'fashion-mnist') return { source: 'embedded', id: choice };
    if (choice === 'folder') {
      const path = await chooseFolder(app, t('data.chooseFolder'));
      return path === null ? null : { source: 'folder', path };
    }
    const images = await idxFile(t('data.chooseIdxImages'));
    const labels = images === null ? null : await idxFile(t('data.chooseIdxLabels'));
    return images === null || labels === null ? null : { source: 'idx', images, labels };
  }

  return async (choice) => {
    const data = await ask(choice);
    if (data) setTraining(t('data.title'), { data });
  };
}
