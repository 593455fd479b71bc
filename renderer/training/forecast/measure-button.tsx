import { useTranslation } from 'react-i18next';
import { useApp } from '../../app.ts';
import { Button } from '../../ui/button.tsx';
import { useActiveRunId } from '../use-runs.ts';
import type { ShownForecast } from './use-forecast.ts';
import type { Work } from './work.ts';

/** Starts a short measurement of `work`, or takes one back. */
export function MeasureButton({ work, shown }: { readonly work: Work | null; readonly shown: ShownForecast }) {
  const { t } = useTranslation('train');
  const { forecaster } = useApp().training;
  const active = useActiveRunId() !== null;
  if (shown.measuring) {
    return (
      <Button size="small" onClick={forecaster.cancel}>
        {t('time.cancel')}
      </Button>
    );
  }
  const fresh = shown.forecast?.basis === 'measured';
  return (
    <Button
      size="small"
      look={fresh ? 'ghost' : 'default'}
      disabled={work === null || active || shown.device === null}
      title={active ? t('time.busy') : t('time.measureHint')}
      onClick={() => (work ? void forecaster.measure(work) : undefined)}
    >
      {t(fresh ? 'time.again' : 'time.measure')}
    </Button>
  );
}
