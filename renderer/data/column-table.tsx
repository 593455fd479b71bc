import { useTranslation } from 'react-i18next';
import { type Dataset, pictureShape } from '../../src/engine/data/dataset.ts';
import type { Survey } from '../../src/engine/survey/report.ts';
import { formatPlain } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Section } from '../ui/layout.tsx';
import styles from './data.module.css';

const colours = ['red', 'green', 'blue'] as const;

/** Range, mean and standard deviation of channels, features and answers in the training samples. */
export function ColumnTable({ dataset, survey }: { readonly dataset: Dataset; readonly survey: Survey | null }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  if (!survey || survey.columns.length === 0) return null;
  const shape = pictureShape(dataset.sampleShape);
  const name = (column: number): string => {
    const colour = colours[column];
    if (shape?.[2] === 1) return t('grey');
    if (shape && colour) return t(colour);
    return t('column', { number: column + 1 });
  };
  const rows = [
    ...survey.columns.map((figures, i) => ({ name: name(i), ...figures })),
    ...survey.answers.map((figures) => ({ ...figures, name: t('answerNamed', { name: figures.name }) })),
  ];
  const text = (value: number) => formatPlain(Number(value.toPrecision(4)), locale);
  return (
    <Section title={t('values')} aside={t('asStored')}>
      <div className={styles.tableBox}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t(shape ? 'channel' : 'feature')}</th>
              <th scope="col">{t('min')}</th>
              <th scope="col">{t('max')}</th>
              <th scope="col">{t('meanValue')}</th>
              <th scope="col">{t('deviation')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td>{text(row.min)}</td>
                <td>{text(row.max)}</td>
                <td>{text(row.mean)}</td>
                <td>{text(row.deviation)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
