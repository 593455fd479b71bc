import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureShape } from '../../src/engine/data/dataset.ts';
import type { PixelImage } from '../../src/engine/data/images.ts';
import { useApp, useRuns, useSession } from '../app.ts';
import { TabPanel, Tabs } from '../ui/choice.tsx';
import { DrawPad } from './draw-pad.tsx';
import { drawingInput, isCentred } from './inputs.ts';
import styles from './predict.module.css';
import { CameraTab } from './predict-camera-tab.tsx';
import { folderPredicting } from './predict-folder.ts';
import { FolderTab } from './predict-folder-tab.tsx';
import { ImageTab, useFileInput } from './predict-image-tab.tsx';
import { SampleTab } from './predict-sample-tab.tsx';
import { PredictionResult } from './prediction-result.tsx';
import { SeenInput } from './seen-input.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { usePredictFolder } from './use-predict-folder.ts';
import { type PredictTarget, usePredictTarget } from './use-predict-target.ts';

const pictureTabs = ['draw', 'image', 'sample', 'camera', 'folder'] as const;
type Tab = (typeof pictureTabs)[number];
/** Tables and series are not drawn. */
const otherTabs: readonly Tab[] = ['sample'];

/** Asks the chosen checkpoint about a drawing, a file, the camera, a folder or the data, and shows how sure it is and why. */
export function PredictPanel() {
  const { t } = useTranslation('evaluate');
  const app = useApp();
  const target = usePredictTarget();
  const trained = useRuns(({ checkpoints }) => Object.values(checkpoints).some(({ best, last }) => best ?? last));
  const source = useSession(({ input }) => input?.source ?? null);
  const [tab, setTab] = useState<Tab>(() =>
    folderPredicting(app).store.getState().state === 'none' ? 'draw' : 'folder',
  );
  // The answer on screen is about the picture on screen.
  const turnTo = (next: Tab) => {
    setTab(next);
    app.training.predict(null);
  };
  const file = useFileInput(target, () => setTab('image'));
  const folder = usePredictFolder(target, () => turnTo('folder'));
  const dropping = useFileDrop((dropped, entry) => {
    if (entry?.isDirectory) folder.take(entry, dropped);
    else void file.take(dropped);
  });
  useEffect(() => {
    if (source === 'sample') setTab('sample');
  }, [source]);
  const isPicture = target === null || pictureShape(target.dataset.sampleShape) !== null;
  useEffect(() => {
    if (!isPicture) setTab('sample');
  }, [isPicture]);
  const tabs = (isPicture ? pictureTabs : otherTabs).map((value) => ({ value, label: t(`predict.tabs.${value}`) }));
  return (
    <section
      className={[styles.panel, dropping && styles.dropping].filter(Boolean).join(' ')}
      aria-label={t('predict.probabilities')}
    >
      <div className={styles.tabRow}>
        <Tabs label={t('predict.tabs.label')} value={tab} tabs={tabs} onChange={turnTo}>
          <TabPanel value="draw" className={styles.input}>
            <Drawing target={target} />
          </TabPanel>
          <TabPanel value="image" className={styles.input}>
            <ImageTab target={target} file={file} />
          </TabPanel>
          <TabPanel value="sample" className={styles.input}>
            <SampleTab target={target} />
          </TabPanel>
          <TabPanel value="camera" className={styles.input}>
            <CameraTab target={target} />
          </TabPanel>
          <TabPanel value="folder" className={styles.folder}>
            <FolderTab target={target} choose={folder.choose} />
          </TabPanel>
        </Tabs>
      </div>
      {trained ? (
        <PredictionResult target={target} quiet={tab === 'folder'} />
      ) : (
        <p className={styles.ask}>{t('predict.noModel')}</p>
      )}
    </section>
  );
}

function Drawing({ target }: { readonly target: PredictTarget | null }) {
  const { training: controller } = useApp();
  const onDrawing = (drawing: PixelImage | null) => {
    if (target) controller.predict(drawing ? drawingInput(drawing, target) : null);
  };
  return <SeenInput source="drawing" centred={isCentred(target)} pad={<DrawPad onDrawing={onDrawing} />} />;
}
