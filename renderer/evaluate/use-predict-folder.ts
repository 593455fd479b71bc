import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { chooseFolder } from '../shell/choose-path.ts';
import { folderPredicting } from './predict-folder.ts';
import type { PredictTarget } from './use-predict-target.ts';

/** Asks about all pictures of a folder: one that is dropped, or one that is chosen by a dialog. */
export function usePredictFolder(target: PredictTarget | null, onTaken: () => void) {
  const { t } = useTranslation('evaluate');
  const app = useApp();
  const { host, training } = app;
  const start = (path: string) => {
    const checkpoint = training.checkpoint();
    if (!checkpoint || !target) return;
    onTaken();
    const { classes } = target.dataset;
    void folderPredicting(app).start(path, checkpoint, classes.length > 0 ? classes : null);
  };
  const take = (entry: FileSystemEntry, file: File) => start(host.pathOf?.(file) ?? training.dropped.add(entry));
  const choose = async () => {
    const path = await chooseFolder(app, t('predict.folder.choose'));
    if (path !== null) start(path);
  };
  return { take, choose: () => void choose() };
}
