import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WeightSpec } from '../../src/core/layers/define.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './inspector.module.css';

interface WeightsTableProps {
  readonly weights: readonly WeightSpec[];
  /** Whose they are. */
  readonly children: ReactNode;
}

export function WeightsTable({ weights, children }: WeightsTableProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  if (weights.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>{t('inspector.weights')}</h3>
      {children}
      <table className={styles.table}>
        <thead className="visually-hidden">
          <tr>
            <th>{t('inspector.weightName')}</th>
            <th>{t('inspector.weightShape')}</th>
            <th>{t('inspector.weightCount')}</th>
          </tr>
        </thead>
        <tbody>
          {weights.map((weight) => (
            <tr key={weight.name}>
              <td>
                {weight.name}
                {weight.trainable ? '' : ` · ${t('inspector.frozen')}`}
              </td>
              <td>{formatShape(weight.shape)}</td>
              <td>{formatFull(weight.size.value, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
