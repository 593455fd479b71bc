import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { engineText } from '../../i18n/engine-text.ts';
import { formatPercent, formatSmall } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { useRunName } from '../use-runs.ts';

/** Spoken at the end of each epoch, at the end of the run, and when it fails; nothing in between. */
export function LiveRegion({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const name = useRunName()(run);
  const last = run.epochs.at(-1);
  const { epochs } = run.settings;
  const epochText = () => {
    if (!last) return '';
    const loss = formatSmall(last.loss, locale);
    return last.valAccuracy === null
      ? t('announce.epochPlain', { epoch: last.epoch, epochs, loss })
      : t('announce.epoch', { epoch: last.epoch, epochs, loss, accuracy: formatPercent(last.valAccuracy, locale) });
  };
  const text =
    run.state === 'failed'
      ? t('announce.failed', { name, message: engineText(run.failure?.message ?? '', locale) })
      : run.state === 'completed'
        ? `${epochText()} ${t('announce.finished', { name })}`
        : epochText();
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}
