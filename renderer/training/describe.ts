import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import type { DataRef, TrainingSettings } from '../../src/core/document/schema.ts';
import { formatDuration, formatPlain, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { baseName } from '../shell/paths.ts';

/** `3e−4`, `0.01`: the shortest exact writing. */
export function formatRate(rate: number, locale: Locale): string {
  if (rate >= 0.01 || rate === 0) return formatPlain(rate, locale);
  const [mantissa, exponent] = rate.toExponential().split('e-');
  return `${formatPlain(Number(mantissa), locale)}e−${exponent}`;
}

const backendNames: Readonly<Record<string, string>> = { webgl: 'WebGL', webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' };

/** Names that are the same in every language. */
export const backendName = (backend: string): string => backendNames[backend] ?? backend;

export function useDataName(): (ref: DataRef) => string {
  const { t } = useTranslation('compile');
  return (ref) => {
    if (ref.source === 'embedded') return ref.id === 'digits' ? t('data.digits') : t('data.fashion');
    return baseName(ref.source === 'idx' ? ref.images : ref.path);
  };
}

/** `Adam 1e−3, batch 32`. A rate that a search drew has more digits than anyone reads. */
export function useSettingsLine(): (settings: TrainingSettings) => string {
  const { t } = useTranslation(['compile', 'train']);
  const locale = useLocale();
  return ({ optimizer, learningRate, batchSize }) =>
    `${t(`compile:optimizer.${optimizer}`)} ${formatRate(Number(learningRate.toPrecision(4)), locale)}, ${t('train:setup.batch').toLowerCase()} ${batchSize}`;
}

/** How far a run came: `epoch 3 of 10`, `10 epochs · 2 min`, `stopped after 4 epochs`. */
export function useProgressLine(): (run: RunRecord) => string {
  const { t } = useTranslation('train');
  return (run) => {
    if (run.imported !== undefined) return t('runs.imported');
    const done = run.epochs.at(-1)?.epoch ?? 0;
    const epochs = t('runs.epochs', { count: done });
    const early = run.endedEarly;
    if (early) return t('runs.endedEarly', { epochs, kept: early.keptEpoch });
    if (run.state === 'completed') return t('runs.done', { epochs, time: formatDuration(run.seconds) });
    if (run.state === 'stopped') return t('runs.stoppedAt', { epochs });
    if (run.state === 'interrupted') return t('runs.interruptedAt', { epochs });
    if (run.state === 'failed') return t('runs.failedAt', { epochs });
    const current = Math.min(done + 1, run.settings.epochs);
    return t('runs.epochOf', { epoch: current, epochs: run.settings.epochs });
  };
}
