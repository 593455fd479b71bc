import { useTranslation } from 'react-i18next';
import type { Dataset, SplitName } from '../../src/engine/data/dataset.ts';
import type { Survey } from '../../src/engine/survey/report.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { balanceOf } from './balance.ts';
import styles from './data.module.css';

const splits = ['train', 'validation', 'test'] as const satisfies readonly SplitName[];

/** How much there is, and what it is made of. */
export function DataFigures({ dataset, survey }: { readonly dataset: Dataset; readonly survey: Survey | null }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const balance = survey && balanceOf(survey);
  return (
    <dl className={styles.figures}>
      {splits.map((name) => (
        <div key={name}>
          <dt>{t(`split.${name}`)}</dt>
          <dd>{formatFull(dataset.splits[name].count, locale)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('shape')}</dt>
        <dd>{dataset.sampleShape.join('×')}</dd>
      </div>
      {dataset.classes.length > 0 ? (
        <div>
          <dt>{t('classes')}</dt>
          <dd>{formatFull(dataset.classes.length, locale)}</dd>
        </div>
      ) : null}
      {balance && dataset.task === 'oneLabel' ? (
        <div>
          <dt title={t('guessHint')}>{t('guess')}</dt>
          <dd>{formatPercent(balance.largestShare, locale)}</dd>
        </div>
      ) : null}
    </dl>
  );
}
