import { SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument } from '../../app.ts';
import { deviceText } from '../../i18n/device-text.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { ChangesList } from '../control/changes-list.tsx';
import { backendName, formatRate, useDataName } from '../describe.ts';
import styles from '../train-left.module.css';
import { useShownRun } from '../use-runs.ts';

/** Settings of the shown run; before the first run, those of the document. */
export function SetupList({ complete = false }: { readonly complete?: boolean }) {
  const { t } = useTranslation(['train', 'compile']);
  const locale = useLocale();
  const { ui } = useApp();
  const own = useDocument(({ document }) => document.training);
  const run = useShownRun();
  const dataName = useDataName();
  const settings = run?.settings ?? own;
  const rows: readonly (readonly [label: string, value: string])[] = [
    [t('train:setup.loss'), t(`compile:loss.${settings.loss}`)],
    [
      t('train:setup.optimizer'),
      `${t(`compile:optimizer.${settings.optimizer}`)} ${formatRate(Number(settings.learningRate.toPrecision(4)), locale)}`,
    ],
    [t('train:setup.batch'), formatFull(settings.batchSize, locale)],
    [t('train:setup.epochs'), formatFull(settings.epochs, locale)],
    [t('train:setup.data'), dataName(settings.data)],
    [t('train:setup.seed'), String(settings.seed)],
  ];
  const more: typeof rows = complete
    ? [
        [t('train:setup.metrics'), settings.metrics.map((name) => t(`compile:metrics.${name}`)).join(', ') || '—'],
        [
          t('train:setup.device'),
          run?.device ? `${backendName(run.device.backend)} · ${deviceText(run.device.device)}` : '—',
        ],
      ]
    : [];
  return (
    <section className={styles.setup}>
      <h3>
        {t('train:setup.title')}
        <IconButton size="small" label={t('train:setup.change')} onClick={() => ui.setState({ step: 'compile' })}>
          <SlidersHorizontal size={13} />
        </IconButton>
      </h3>
      <dl>
        {[...rows, ...more].map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
      </dl>
      {complete && run ? <ChangesList run={run} /> : null}
    </section>
  );
}
