import { Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decodeImageBlob } from '../../src/engine/data/browser-image.ts';
import { pictureShape } from '../../src/engine/data/dataset.ts';
import type { PixelImage } from '../../src/engine/data/images.ts';
import { useApp, useRuns, useSession } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import training from '../training/training.module.css';
import { Button } from '../ui/button.tsx';
import { TabPanel, Tabs } from '../ui/choice.tsx';
import { DrawPad } from './draw-pad.tsx';
import { drawingInput, fileInput, inputPicture, isDigits, sampleInput } from './inputs.ts';
import styles from './predict.module.css';
import { PredictionResult } from './prediction-result.tsx';
import { SampleValues } from './sample-values.tsx';
import { SeenInput } from './seen-input.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { type PredictTarget, usePredictTarget } from './use-predict-target.ts';

type Tab = 'draw' | 'image' | 'sample';

const pictureTabs: readonly Tab[] = ['draw', 'image', 'sample'];
/** Tables and series are not drawn. */
const otherTabs: readonly Tab[] = ['sample'];

/** Asks the chosen checkpoint about a drawing, a file or an image of the data, and shows how sure it is and why. */
export function PredictPanel() {
  const { t } = useTranslation('evaluate');
  const { training: controller } = useApp();
  const target = usePredictTarget();
  const trained = useRuns(({ checkpoints }) => Object.values(checkpoints).some(({ best, last }) => best ?? last));
  const source = useSession(({ input }) => input?.source ?? null);
  const [tab, setTab] = useState<Tab>('draw');
  const file = useFileInput(target, () => setTab('image'));
  useEffect(() => {
    if (source === 'sample') setTab('sample');
  }, [source]);
  // The answer on screen is about the picture on screen.
  const turnTo = (next: Tab) => {
    setTab(next);
    controller.predict(null);
  };
  const isPicture = target === null || pictureShape(target.dataset.sampleShape) !== null;
  useEffect(() => {
    if (!isPicture) setTab('sample');
  }, [isPicture]);
  const tabs = (isPicture ? pictureTabs : otherTabs).map((value) => ({ value, label: t(`predict.tabs.${value}`) }));
  return (
    <section
      className={[styles.panel, file.dropping && styles.dropping].filter(Boolean).join(' ')}
      aria-label={t('predict.probabilities')}
    >
      <div className={styles.tabRow}>
        <Tabs label={t('predict.tabs.label')} value={tab} tabs={tabs} onChange={turnTo}>
          <TabPanel value="draw" className={styles.input}>
            <Drawing target={target} />
          </TabPanel>
          <TabPanel value="image" className={styles.input}>
            <FileImage target={target} file={file} />
          </TabPanel>
          <TabPanel value="sample" className={styles.input}>
            <SampleImage target={target} />
          </TabPanel>
        </Tabs>
        {isPicture ? (
          <span className={styles.drop}>
            <Upload size={12} />
            {t('predict.drop')}
          </span>
        ) : null}
      </div>
      {trained ? <PredictionResult target={target} /> : <p className={styles.ask}>{t('predict.noModel')}</p>}
    </section>
  );
}

function Drawing({ target }: { readonly target: PredictTarget | null }) {
  const { training: controller } = useApp();
  const centred = isDigits(target?.dataset.id);
  const onDrawing = (drawing: PixelImage | null) => {
    if (!target) return;
    controller.predict(drawing ? drawingInput(drawing, target.dataset, centred) : null);
  };
  return <SeenInput source="drawing" centred={centred} pad={<DrawPad onDrawing={onDrawing} />} />;
}

interface FileInput {
  readonly open: () => void;
  readonly element: React.ReactNode;
  readonly error: string | null;
  readonly dropping: boolean;
}

/** An image by a dialog or dropped anywhere on the page. */
function useFileInput(target: PredictTarget | null, onTaken: () => void): FileInput {
  const { t } = useTranslation('evaluate');
  const { training: controller } = useApp();
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const take = async (file: File) => {
    if (!target) return;
    onTaken();
    try {
      const image = await decodeImageBlob(file);
      const { dataset } = target;
      controller.predict(fileInput(image, file.name, dataset, isDigits(dataset.id)));
      setError(null);
    } catch {
      // The answer to an earlier question would seem to be about this file.
      controller.predict(null);
      setError(t('predict.unreadable', { name: file.name }));
    }
  };
  const dropping = useFileDrop((file) => void take(file));
  const element = (
    <input
      ref={field}
      type="file"
      accept="image/*"
      hidden
      aria-label={t('predict.choose')}
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        if (file) void take(file);
        // The same file can be chosen again.
        event.target.value = '';
      }}
    />
  );
  return { open: () => field.current?.click(), element, error, dropping };
}

function FileImage({ target, file }: { readonly target: PredictTarget | null; readonly file: FileInput }) {
  const { t } = useTranslation('evaluate');
  const input = useSession((state) => (state.input?.source === 'file' ? state.input : null));
  const button = (
    <Button icon={<Upload size={13} />} disabled={!target} onClick={file.open}>
      {t('predict.choose')}
    </Button>
  );
  return (
    <SeenInput
      source="file"
      centred={isDigits(target?.dataset.id)}
      pad={
        <>
          <div className={styles.shown}>
            {input ? <PictureCanvas picture={inputPicture(input)} label={input.name} /> : <p>{t('predict.drop')}</p>}
          </div>
          {file.element}
        </>
      }
      actions={button}
      note={
        file.error ? (
          <span role="alert" className={training.note}>
            {file.error}
          </span>
        ) : (
          input?.name
        )
      }
    />
  );
}

function SampleImage({ target }: { readonly target: PredictTarget | null }) {
  const { t } = useTranslation('evaluate');
  const { training: controller } = useApp();
  const locale = useLocale();
  const split = useSession((state) => state.split);
  const input = useSession((state) => (state.input?.source === 'sample' ? state.input : null));
  const take = async () => {
    if (!target) return;
    const { count } = target.dataset.splits[split];
    if (count > 0) controller.predict(await sampleInput(target.dataset, split, Math.floor(Math.random() * count)));
  };
  const name = input?.label == null ? null : target?.dataset.classes[input.label];
  const about = input
    ? { split: t(`data.${input.split}`), index: formatFull(input.index + 1, locale), name: name ?? '' }
    : null;
  const label = about ? t(name ? 'predict.sampleOf' : 'predict.sampleAt', about) : undefined;
  const isPicture = !target || pictureShape(target.dataset.sampleShape) !== null;
  if (!isPicture)
    return (
      <div className={styles.table}>
        {input ? <SampleValues values={input.stored} label={label ?? ''} /> : <p>{t('predict.ask')}</p>}
        <Button disabled={!target} onClick={() => void take()}>
          {t('predict.another', { split: t(`data.${split}`).toLowerCase() })}
        </Button>
      </div>
    );
  return (
    <SeenInput
      source="sample"
      centred={false}
      pad={
        <div className={styles.shown}>
          {input ? <PictureCanvas picture={inputPicture(input)} label={label ?? ''} /> : <p>{t('predict.ask')}</p>}
        </div>
      }
      actions={
        <Button disabled={!target} onClick={() => void take()}>
          {t('predict.another', { split: t(`data.${split}`).toLowerCase() })}
        </Button>
      }
      note={label}
    />
  );
}
