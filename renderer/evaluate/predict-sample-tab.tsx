import { useTranslation } from 'react-i18next';
import { pictureShape } from '../../src/engine/data/dataset.ts';
import { useApp, useSession } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import { Button } from '../ui/button.tsx';
import { inputPicture, sampleInput } from './inputs.ts';
import styles from './predict.module.css';
import { SampleValues } from './sample-values.tsx';
import { SeenInput } from './seen-input.tsx';
import type { PredictTarget } from './use-predict-target.ts';

/** A sample of the data, by chance or as it was chosen among the mistakes. */
export function SampleTab({ target }: { readonly target: PredictTarget | null }) {
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
