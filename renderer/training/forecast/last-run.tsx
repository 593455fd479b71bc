import { useTranslation } from 'react-i18next';
import { checkRunForecast } from '../../../src/core/analysis/run-forecast.ts';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import analysis from '../../analysis/analysis.module.css';
import { useRuns } from '../../app.ts';
import { formatDecimals } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import train from '../train.module.css';
import { useRunName } from '../use-runs.ts';
import { formatSpan } from './format-span.ts';

/** `41.2 s measured, 38.0 s forecast (× 1.08)`, of the epochs that are done; the forecast alone before the first. */
function useCheckText(): (run: RunRecord) => string | null {
  const { t } = useTranslation('train');
  const locale = useLocale();
  return (run) => {
    const { forecast } = run;
    if (!forecast) return null;
    const check = checkRunForecast(run);
    if (!check || check.ratio === null) {
      const value = formatSpan(forecast.epochs * forecast.secondsPerEpoch, locale);
      return t(forecast.basis === 'measured' ? 'time.forecast' : 'time.forecastEstimated', { value });
    }
    return t('time.check', {
      measured: formatSpan(check.measured, locale),
      forecast: formatSpan(check.forecast, locale),
      ratio: formatDecimals(check.ratio, 2, locale),
    });
  };
}

/** The newest run that is over and had a forecast: what came of it. */
export function LastRun() {
  const text = useCheckText();
  const name = useRunName();
  const run = useRuns(({ records }) => records.findLast((record) => record.forecast && checkRunForecast(record)));
  const check = run && text(run);
  if (!run || !check) return null;
  return (
    <p className={analysis.line}>
      <span>{name(run)}</span>
      <b>{check}</b>
    </p>
  );
}

/** Among the figures of a run: its measured time beside its forecast. */
export function ForecastStat({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const check = useCheckText()(run);
  if (check === null) return null;
  return (
    <div className={train.wideStat}>
      <dt>{t('time.stat')}</dt>
      <dd>{check}</dd>
    </div>
  );
}
