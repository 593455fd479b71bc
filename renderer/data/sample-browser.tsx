import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dataset, labelOf, pictureShape, type SplitName } from '../../src/engine/data/dataset.ts';
import { useApp } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { SamplePicture } from '../training/sample-picture.tsx';
import { IconButton } from '../ui/button.tsx';
import { Segmented, Select } from '../ui/choice.tsx';
import { Section } from '../ui/layout.tsx';
import { answerText } from './answer-text.ts';
import styles from './data.module.css';
import { sampleFilter, useSampleFilter } from './filter.ts';
import { SampleTable } from './sample-table.tsx';

const perPage = 60;
const kinds = ['train', 'validation', 'test'] as const satisfies readonly SplitName[];

/** The samples themselves, by split and class, page by page. */
export function SampleBrowser({ dataset }: { readonly dataset: Dataset }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const filter = sampleFilter(useApp().ui);
  const { split, label, page } = useSampleFilter();
  const indices = useMemo(() => indicesOf(dataset, split, label), [dataset, split, label]);
  const pages = Math.max(1, Math.ceil(indices.length / perPage));
  const at = Math.min(page, pages - 1);
  const shown = indices.slice(at * perPage, (at + 1) * perPage);
  const turn = (to: number) => filter.setState({ page: to });
  return (
    <Section
      title={t('samples')}
      aside={t('count', { count: indices.length, number: formatFull(indices.length, locale) })}
    >
      <div className={styles.tools}>
        <Segmented
          label={t('splitLabel')}
          value={split}
          choices={kinds.map((value) => ({
            value,
            label: t(`split.${value}`),
            disabled: dataset.splits[value].count === 0,
          }))}
          onChange={(value) => filter.setState({ split: value, page: 0 })}
        />
        {dataset.task === 'oneLabel' ? (
          <Select
            label={t('class')}
            value={label === null ? 'all' : String(label)}
            choices={[
              { value: 'all', label: t('allClasses') },
              ...dataset.classes.map((name, i) => ({ value: String(i), label: name })),
            ]}
            onChange={(value) => filter.setState({ label: value === 'all' ? null : Number(value), page: 0 })}
          />
        ) : null}
        <span className={styles.pages}>
          <IconButton size="small" label={t('previous')} disabled={at === 0} onClick={() => turn(at - 1)}>
            <ChevronLeft size={14} />
          </IconButton>
          <span>{t('page', { page: formatFull(at + 1, locale), pages: formatFull(pages, locale) })}</span>
          <IconButton size="small" label={t('next')} disabled={at === pages - 1} onClick={() => turn(at + 1)}>
            <ChevronRight size={14} />
          </IconButton>
        </span>
      </div>
      {pictureShape(dataset.sampleShape) ? (
        <ul className={styles.samples}>
          {shown.map((index) => (
            <li key={index} title={dataset.splits[split].paths?.[index]}>
              <SamplePicture dataset={dataset} split={split} index={index} />
              <span>{answerText(dataset, { split, index }, locale)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <SampleTable dataset={dataset} split={split} indices={shown} />
      )}
    </Section>
  );
}

function indicesOf(dataset: Dataset, name: SplitName, label: number | null): readonly number[] {
  const split = dataset.splits[name];
  const all = Array.from({ length: split.count }, (_, i) => i);
  return label === null ? all : all.filter((index) => labelOf(split, index) === label);
}
