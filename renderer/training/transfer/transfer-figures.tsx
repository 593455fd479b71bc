import { useTranslation } from 'react-i18next';
import { frozenBaseIn } from '../../../src/core/analysis/frozen-base.ts';
import type { Analysis } from '../../../src/core/analysis/types.ts';
import type { Graph } from '../../../src/core/document/schema.ts';
import type { TransferWay } from '../../../src/core/surgery/transfer.ts';
import { useData } from '../../app.ts';
import { formatBytes, formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import styles from './transfer.module.css';

/** Bytes of a float32. */
const floatBytes = 4;

interface TransferFiguresProps {
  readonly graph: Graph;
  readonly analysis: Analysis;
  readonly way: TransferWay;
}

/** What the new network would be: how much of it learns, and what is kept of each sample. */
export function TransferFigures({ graph, analysis, way }: TransferFiguresProps) {
  const { t } = useTranslation('control');
  const locale = useLocale();
  const samples = useData((data) => (data.state === 'ready' ? data.dataset.splits.train.count : 0));
  const { parameters, trainable } = analysis.totals;
  const each = frozenBaseIn(graph, analysis).endValues * floatBytes;
  return (
    <dl className={styles.figures}>
      <dt>{t('transfer.learning')}</dt>
      <dd>{t('transfer.ofAll', { trainable: formatFull(trainable, locale), all: formatFull(parameters, locale) })}</dd>
      {way === 'features' && each > 0 ? (
        <>
          <dt>{t('transfer.stored')}</dt>
          <dd>
            {samples > 0
              ? t('transfer.storedAll', {
                  each: formatBytes(each, locale),
                  all: formatBytes(each * samples, locale),
                  samples: formatFull(samples, locale),
                })
              : formatBytes(each, locale)}
          </dd>
        </>
      ) : null}
    </dl>
  );
}
