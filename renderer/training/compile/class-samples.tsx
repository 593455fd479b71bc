import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dataset, labelsOf, pictureShape } from '../../../src/engine/data/dataset.ts';
import { SamplePicture } from '../sample-picture.tsx';
import styles from './compile.module.css';

const shownClasses = 10;

/** The first training image of each class, of the first ten. */
export function ClassSamples({ dataset }: { readonly dataset: Dataset }) {
  const { t } = useTranslation('compile');
  const samples = useMemo(() => {
    if (!pictureShape(dataset.sampleShape)) return [];
    const labels = labelsOf(dataset.splits.train);
    return dataset.classes.slice(0, shownClasses).flatMap((name, label) => {
      const index = labels.indexOf(label);
      return index < 0 ? [] : [{ name, index }];
    });
  }, [dataset]);
  return (
    <div className={styles.samples}>
      {samples.map(({ name, index }) => (
        <SamplePicture key={name} dataset={dataset} split="train" index={index} label={t('data.sample', { name })} />
      ))}
    </div>
  );
}
