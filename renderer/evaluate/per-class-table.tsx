import { useTranslation } from 'react-i18next';
import type { OneLabelEvaluation as Evaluation } from '../../src/engine/inspect/evaluation.ts';
import { formatDecimals, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { haveNames } from './confusion.ts';
import styles from './evaluate.module.css';

interface PerClassTableProps {
  readonly evaluation: Evaluation;
  readonly classes: readonly string[];
}

/** Bars show F1 between this and 1: the differences of good classifiers are small. */
const barFloor = (lowest: number): number => Math.min(0.9, Math.floor(lowest * 10) / 10);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Precision, recall and F1 of each class, the weakest in another colour. */
export function PerClassTable({ evaluation, classes }: PerClassTableProps) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { perClass, macroF1, weighted } = evaluation;
  const lowest = Math.min(...perClass.map(({ f1 }) => f1));
  const floor = barFloor(lowest);
  const percent = (value: number) => formatDecimals(value * 100, 1, locale);
  return (
    <section className={styles.perClass}>
      <div className={styles.heading}>
        <h3>{t('perClass.title')}</h3>
      </div>
      <table
        className={styles.table}
        data-dense={classes.length > 12 || undefined}
        data-named={haveNames(classes) || undefined}
        aria-label={t('perClass.title')}
      >
        <thead>
          <tr>
            <th scope="col">{t('perClass.class')}</th>
            <th scope="col" className={styles.support}>
              {t('perClass.support')}
            </th>
            <th scope="col">{t('perClass.precision')}</th>
            <th scope="col">{t('perClass.recall')}</th>
            <th scope="col">{t('perClass.f1')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {perClass.map(({ precision, recall, f1, support }, label) => (
            <tr key={classes[label]}>
              <th scope="row" title={classes[label]}>
                {classes[label]}
              </th>
              <td className={styles.support}>{formatFull(support, locale)}</td>
              <td>{percent(precision)}</td>
              <td>{percent(recall)}</td>
              <td>
                <b>{percent(f1)}</b>
              </td>
              <td>
                <span className={styles.bar} data-low={(f1 === lowest && lowest < 1) || undefined}>
                  <i style={{ width: `${Math.max(0, ((f1 - floor) / (1 - floor)) * 100)}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('perClass.macro')}</th>
            <td className={styles.support}>{formatFull(evaluation.count, locale)}</td>
            <td>{percent(mean(perClass.map(({ precision }) => precision)))}</td>
            <td>{percent(mean(perClass.map(({ recall }) => recall)))}</td>
            <td>
              <b>{percent(macroF1)}</b>
            </td>
            <td className={styles.legend}>
              {formatFull(floor * 100, locale)} … {formatFull(100, locale)}
            </td>
          </tr>
          <tr>
            <th scope="row">{t('perClass.weighted')}</th>
            <td className={styles.support} />
            <td>{percent(weighted.precision)}</td>
            <td>{percent(weighted.recall)}</td>
            <td>
              <b>{percent(weighted.f1)}</b>
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
