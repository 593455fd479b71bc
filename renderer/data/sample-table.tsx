import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dataset, type SplitName, sampleSize } from '../../src/engine/data/dataset.ts';
import { openSamples, type SampleValues } from '../../src/engine/data/samples.ts';
import { formatSignificant } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { answerText } from './answer-text.ts';
import styles from './data.module.css';

interface Props {
  readonly dataset: Dataset;
  readonly split: SplitName;
  readonly indices: readonly number[];
}

/** Values of a sample that are printed. */
const mostValues = 12;

/** Samples that are no pictures: their first values, as they were stored. */
export function SampleTable({ dataset, split, indices }: Props) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const rows = useRows(dataset, split, indices);
  const size = sampleSize(dataset.sampleShape);
  const width = Math.min(mostValues, size);
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            <th scope="col">{t('answer')}</th>
            {Array.from({ length: width }, (_, i) => i + 1).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {size > width ? <th scope="col">{t('more', { count: size - width })}</th> : null}
          </tr>
        </thead>
        <tbody>
          {indices.map((index, row) => (
            <tr key={index}>
              <th scope="row">{index + 1}</th>
              <td>{answerText(dataset, { split, index }, locale)}</td>
              {Array.from({ length: width }, (_, i) => i).map((column) => (
                <td key={column}>{rows ? formatSignificant(rows[row * size + column] ?? 0, 4, locale) : ''}</td>
              ))}
              {size > width ? <td>…</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useRows(dataset: Dataset, split: SplitName, indices: readonly number[]): SampleValues | null {
  const [read, setRead] = useState<{ readonly of: readonly number[]; readonly values: SampleValues } | null>(null);
  useEffect(() => {
    const reader = openSamples(dataset.splits[split].samples, sampleSize(dataset.sampleShape));
    let gone = false;
    reader
      .read(indices)
      .then((values) => {
        if (!gone) setRead({ of: indices, values });
      })
      .catch(() => undefined)
      .finally(() => reader.close());
    return () => {
      gone = true;
    };
  }, [dataset, split, indices]);
  return read?.of === indices ? read.values : null;
}
