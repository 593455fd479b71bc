import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { PictureCanvas } from '../picture-canvas.tsx';
import { samplePicture } from '../pixels.ts';
import styles from './compile.module.css';

const shownClasses = 10;

/** The first training image of each class, of the first ten. */
export function ClassSamples({ dataset }: { readonly dataset: Dataset }) {
  const { t } = useTranslation('compile');
  const samples = useMemo(() => {
    const { labels } = dataset.splits.train;
    return dataset.classes.slice(0, shownClasses).flatMap((name, label) => {
      const index = labels.indexOf(label);
      return index < 0 ? [] : [{ name, picture: samplePicture(dataset, 'train', index) }];
    });
  }, [dataset]);
  return (
    <div className={styles.samples}>
      {samples.map(({ name, picture }) => (
        <PictureCanvas key={name} picture={picture} label={t('data.sample', { name })} />
      ))}
    </div>
  );
}
