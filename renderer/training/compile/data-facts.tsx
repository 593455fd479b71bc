import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { useEngineText } from '../../i18n/engine-text.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { baseName } from '../../shell/paths.ts';
import panel from '../training.module.css';
import { ClassSamples } from './class-samples.tsx';
import styles from './compile.module.css';

/** Skipped files that are named; of more only the number is said. */
const mostNamed = 200;

/** What a data set holds and whose it is; `complete` wraps long lines instead of cutting them. */
export function DatasetFacts({
  dataset,
  complete = false,
}: {
  readonly dataset: Dataset;
  readonly complete?: boolean;
}) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { train, validation, test } = dataset.splits;
  const { attribution, licence } = dataset;
  const answers = useAnswers(dataset);
  const cut = complete ? panel.note : `${panel.note} ${styles.cut}`;
  return (
    <>
      <ClassSamples dataset={dataset} />
      <p className={panel.note}>
        {t('data.counts', {
          train: formatFull(train.count, locale),
          validation: formatFull(validation.count, locale),
          test: formatFull(test.count, locale),
        })}
      </p>
      <p className={cut} title={answers}>
        {dataset.sampleShape.join('×')} · {answers}
      </p>
      {attribution === '' ? null : (
        <p className={cut} title={attribution}>
          {attribution}
        </p>
      )}
      {licence === '' ? null : (
        <p className={cut} title={licence}>
          {t('data.licence', { name: licence })}
        </p>
      )}
      <Skipped skipped={dataset.skipped} />
    </>
  );
}

/** What samples are answered with: `2 classes: cats, dogs`, `values: price`. */
function useAnswers({ task, classes, splits }: Dataset): string {
  const { t } = useTranslation('compile');
  const { targets } = splits.train;
  if (targets.kind === 'values')
    return t('data.values', { count: targets.names.length, names: targets.names.join(', ') });
  const values = { count: classes.length, names: classes.join(', ') };
  if (task === 'manyLabel') return t('data.manyLabels', values);
  return task === 'segmentation' ? t('data.pixelClasses', values) : t('data.classes', values);
}

function Skipped({ skipped }: Pick<Dataset, 'skipped'>) {
  const { t } = useTranslation('compile');
  const engineText = useEngineText();
  const [first] = skipped;
  if (!first) return null;
  const lineOf = ({ path, reason }: typeof first): string => `${baseName(path)}, ${engineText(reason)}`;
  const text = t('data.skipped', { count: skipped.length, first: lineOf(first) });
  if (skipped.length === 1) return <p className={panel.note}>{text}</p>;
  return (
    <details className={styles.skipped}>
      <summary>{text}</summary>
      <ul>
        {skipped.slice(0, mostNamed).map((one) => (
          <li key={`${one.path} ${one.reason}`} title={one.path}>
            {lineOf(one)}
          </li>
        ))}
      </ul>
      {skipped.length > mostNamed ? <p>{t('data.skippedMore', { count: skipped.length - mostNamed })}</p> : null}
    </details>
  );
}
