import { Timer, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import analysis from '../../analysis/analysis.module.css';
import { Why } from '../../analysis/why.tsx';
import { useEngineText } from '../../i18n/engine-text.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Chip, Section } from '../../ui/layout.tsx';
import { deviceName } from './device-name.ts';
import { formatSpan } from './format-span.ts';
import { LastRun } from './last-run.tsx';
import { MeasureButton } from './measure-button.tsx';
import { type ShownForecast, useForecast, useMeasuredUnasked, useWork } from './use-forecast.ts';
import type { Forecast } from './work.ts';

/** How long an epoch and the run will take on this device, and how that is known. `ready`: nothing keeps it from training. */
export function TimeSection({ dataset, ready }: { readonly dataset: Dataset | null; readonly ready: boolean }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const work = useWork(dataset);
  const shown = useForecast(work);
  useMeasuredUnasked(work, shown.device, ready);
  const { forecast } = shown;
  return (
    <Section
      title={t('time.title')}
      aside={forecast ? `≈\u00a0${formatSpan(forecast.time.run.value, locale)}` : undefined}
    >
      <Source shown={shown} ready={work !== null && ready} />
      {forecast ? <Times forecast={forecast} epochs={work?.settings.epochs ?? 1} /> : null}
      <LastRun />
      <div className={analysis.actions}>
        {forecast ? <Reasons forecast={forecast} /> : <span />}
        <MeasureButton work={ready ? work : null} shown={shown} />
      </div>
    </Section>
  );
}

/** Where the forecast comes from, or what it waits for. */
export function Source({ shown, ready }: { readonly shown: ShownForecast; readonly ready: boolean }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const engineText = useEngineText();
  const { device, forecast, measuring, failure } = shown;
  const wrong = failure !== null && !measuring;
  const Icon = wrong ? TriangleAlert : Timer;
  const text = (): string => {
    if (!device) return t('time.noDevice');
    if (measuring) return t('time.measuring', { device: deviceName(device) });
    if (failure)
      return t(failure.code === 'out-of-memory' ? 'time.tooLarge' : 'time.failed', {
        message: engineText(failure.message),
      });
    if (!forecast) return ready ? t('time.none', { device: deviceName(device) }) : t('time.notReady');
    const { calibration, basis, secondsPerStep } = forecast;
    const how = basis === 'estimated' ? 'estimated' : calibration.source === 'run' ? 'learned' : 'measured';
    return t(`time.${how}`, { device: deviceName(calibration.device), step: formatSpan(secondsPerStep, locale) });
  };
  return (
    <p className={analysis.verdict} data-tone={wrong ? 'err' : 'neutral'} role="status">
      <Icon size={14} style={{ flex: 'none' }} />
      <span>
        {text()} {forecast?.basis === 'estimated' && !measuring && !wrong ? <Chip>{t('time.estimate')}</Chip> : null}
      </span>
    </p>
  );
}

function Times({ forecast, epochs }: { readonly forecast: Forecast; readonly epochs: number }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const { time, calibration } = forecast;
  const compiling = calibration.compileSeconds ?? 0;
  return (
    <dl className={analysis.costs}>
      <div>
        <dt>{t('time.epoch')}</dt>
        <dd>{formatSpan(time.epoch.value, locale)}</dd>
      </div>
      <div>
        <dt>{t('time.run', { count: epochs, number: formatFull(epochs, locale) })}</dt>
        <dd>{formatSpan(time.run.value, locale)}</dd>
      </div>
      {compiling >= 0.05 ? (
        <div>
          <dt>{t('time.compile')}</dt>
          <dd>+ {formatSpan(compiling, locale)}</dd>
        </div>
      ) : null}
    </dl>
  );
}

function Reasons({ forecast: { reasons } }: { readonly forecast: Forecast }) {
  const { t } = useTranslation('train');
  return (
    <Why
      reasons={[
        ...(reasons.step ? [{ title: t('time.step'), formula: reasons.step, unit: 'ms' }] : []),
        { title: t('time.epoch'), formula: reasons.epoch, unit: 'ms' },
        { title: t('time.whole'), formula: reasons.run, unit: 'ms' },
      ]}
    >
      <p className={analysis.note}>{t('time.hint')}</p>
    </Why>
  );
}
