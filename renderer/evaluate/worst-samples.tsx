import { useTranslation } from 'react-i18next';
import { type Dataset, pictureShape, type SplitName } from '../../src/engine/data/dataset.ts';
import { useApp, useSession } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { SamplePicture } from '../training/sample-picture.tsx';
import styles from './evaluate.module.css';
import { sampleInput } from './inputs.ts';

interface Props {
  readonly title: string;
  /** Said where there are none. */
  readonly none: string;
  readonly dataset: Dataset;
  readonly split: SplitName;
  readonly samples: readonly { readonly index: number; readonly notes: readonly string[] }[];
}

/** Samples that the network answered worst; pressing one asks it again, beside. */
export function WorstSamples({ title, none, dataset, split, samples }: Props) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { training } = useApp();
  const asked = useSession(({ input }) => (input?.source === 'sample' && input.split === split ? input.index : null));
  const isPicture = pictureShape(dataset.sampleShape) !== null;
  return (
    <section className={styles.mistakes} aria-label={title}>
      <div className={styles.heading}>
        <h3>{title}</h3>
      </div>
      {samples.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <ul className={styles.gallery} data-named={isPicture || undefined} data-wide={!isPicture || undefined}>
          {samples.map(({ index, notes }) => (
            <li key={index}>
              <button
                type="button"
                className={styles.mistake}
                aria-pressed={asked === index}
                aria-label={`${t('worst.sample', { number: formatFull(index + 1, locale) })}: ${notes.join(', ')}`}
                onClick={() => void sampleInput(dataset, split, index).then(training.predict)}
              >
                {isPicture ? (
                  <SamplePicture dataset={dataset} split={split} index={index} />
                ) : (
                  <b className={styles.sampleNumber}>{t('worst.sample', { number: formatFull(index + 1, locale) })}</b>
                )}
                {notes.map((note) => (
                  <span key={note}>{note}</span>
                ))}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
