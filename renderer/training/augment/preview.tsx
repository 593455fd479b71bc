import { Dices, Images } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { useSetTraining, useSettings } from '../compile/use-settings.ts';
import { PictureCanvas } from '../picture-canvas.tsx';
import styles from './augment.module.css';
import { shownEpochs, useVariants } from './variants.ts';

const largestSeed = 2 ** 31 - 1;

/** A training picture as it is, and as the first epochs will show it: the run draws the same numbers. */
export function AugmentPreview({ dataset }: { readonly dataset: Dataset }) {
  const { t } = useTranslation('augment');
  const locale = useLocale();
  const settings = useSettings();
  const setTraining = useSetTraining();
  const { count } = dataset.splits.train;
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, count - 1);
  // Sliders stay ahead of the pictures.
  const augmentation = useDeferredValue(settings.augmentation);
  const { original, variants } = useVariants(dataset, index, augmentation, settings.seed);
  const number = formatFull(index + 1, locale);
  return (
    <div className={styles.preview}>
      <header>
        <h4>{t('previewTitle')}</h4>
        <IconButton label={t('another')} size="small" onClick={() => setChosen(Math.floor(Math.random() * count))}>
          <Images size={13} />
        </IconButton>
        <IconButton
          label={t('seed')}
          size="small"
          onClick={() => setTraining(t('seed'), { seed: Math.floor(Math.random() * largestSeed) })}
        >
          <Dices size={13} />
        </IconButton>
      </header>
      <figure className={styles.grid} aria-label={t('epochs', { number })}>
        <div className={styles.original}>
          <PictureCanvas picture={original} label={t('originalOf', { number })} />
          <span>{t('original')}</span>
        </div>
        {shownEpochs.map((epoch, place) => (
          <div key={epoch}>
            <PictureCanvas picture={variants[place] ?? null} label={t('variant', { epoch })} />
            <span>{epoch}</span>
          </div>
        ))}
      </figure>
    </div>
  );
}
