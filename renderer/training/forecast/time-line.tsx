import { useTranslation } from 'react-i18next';
import analysis from '../../analysis/analysis.module.css';
import { useData } from '../../app.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { formatSpan } from './format-span.ts';
import { MeasureButton } from './measure-button.tsx';
import styles from './time-line.module.css';
import { Source } from './time-section.tsx';
import { useForecast, useWork } from './use-forecast.ts';

/** Before the first run: how long it will take, in short. */
export function TimeLine() {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const dataset = useData((data) => (data.state === 'ready' ? data.dataset : null));
  const work = useWork(dataset);
  const shown = useForecast(work);
  return (
    <div className={styles.time}>
      {shown.forecast ? (
        <p className={analysis.line}>
          <span>{t('time.next')}</span>
          <b>{`≈\u00a0${formatSpan(shown.forecast.time.run.value, locale)}`}</b>
        </p>
      ) : null}
      <Source shown={shown} ready={work !== null} />
      <MeasureButton work={work} shown={shown} />
    </div>
  );
}
