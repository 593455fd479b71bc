import { useTranslation } from 'react-i18next';
import type { DataRef } from '../../../src/core/document/schema.ts';
import { detectSource } from '../../../src/engine/data/detect.ts';
import { useApp } from '../../app.ts';
import { useEngineText } from '../../i18n/engine-text.ts';
import { chooseFile, chooseFolder } from '../../shell/choose-path.ts';
import { dataFiles, hostReader } from '../data-paths.ts';
import { useSetTraining } from './use-settings.ts';

/** What a person picks from: the embedded sets, or something of their own, whose files say what it is. */
export type DataChoice = 'digits' | 'fashion-mnist' | 'folder' | 'file';

/**
 * Makes the document train on something else; asks for files where the choice needs them, and cancelling changes
 * nothing. What is not read here is said in a notice.
 */
export function useChooseData(): (choice: DataChoice) => void {
  const { t } = useTranslation('compile');
  const app = useApp();
  const setTraining = useSetTraining();
  const engineText = useEngineText();

  const chooseLabels = (): Promise<string | null> =>
    chooseFile(app, t('data.chooseLabels'), [{ name: t('data.files'), extensions: dataFiles }]);

  /** Files that come in pairs and whose partner has no name that tells: the person says which it is. */
  async function withPartner(path: string, found: DataRef | null): Promise<DataRef | null> {
    const known = found?.source === 'idx' ? await app.host.request('stat', { path: found.labels }) : null;
    if (known) return found;
    const labels = await chooseLabels();
    if (labels === null) return null;
    return found?.source === 'idx' ? { ...found, labels } : { source: 'numpy', path, labels };
  }

  async function ask(choice: DataChoice): Promise<DataRef | null> {
    if (choice === 'digits' || choice === 'fashion-mnist') return { source: 'embedded', id: choice };
    const path =
      choice === 'folder'
        ? await chooseFolder(app, t('data.chooseFolder'))
        : await chooseFile(app, t('data.chooseFile'), [{ name: t('data.files'), extensions: dataFiles }]);
    if (path === null) return null;
    const found = await detectSource(path, hostReader(app.host));
    if (found.ok) return found.value.source === 'idx' ? withPartner(path, found.value) : found.value;
    if (/\.npy$/i.test(path)) return withPartner(path, null);
    app.notify('problem', engineText(found.error.message));
    return null;
  }

  return async (choice) => {
    const data = await ask(choice);
    if (data) setTraining(t('data.title'), { data });
  };
}
