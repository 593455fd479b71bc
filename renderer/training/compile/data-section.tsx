import { useTranslation } from 'react-i18next';
import type { DataRef } from '../../../src/core/document/schema.ts';
import { useApp, useData } from '../../app.ts';
import { useEngineText } from '../../i18n/engine-text.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { Row, Section } from '../../ui/layout.tsx';
import { useDataName } from '../describe.ts';
import panel from '../training.module.css';
import styles from './compile.module.css';
import { DatasetFacts } from './data-facts.tsx';
import { DataOptions } from './data-options.tsx';
import { type DataChoice, useChooseData } from './use-choose-data.ts';
import { useSettings } from './use-settings.ts';

function choiceOf(ref: DataRef): DataChoice {
  if (ref.source === 'embedded') return ref.id;
  return ref.source === 'folder' || ref.source === 'masks' ? 'folder' : 'file';
}

/** What trains the network: a choice, samples of each class, how many there are, and how they are made ready. */
export function DataSection() {
  const { t } = useTranslation('compile');
  const { data: ref } = useSettings();
  const choose = useChooseData();
  const name = useDataName()(ref);
  const chosen = choiceOf(ref);
  const nowhere = ref.source === 'folder' && ref.path === '';
  const labels: Readonly<Record<DataChoice, string>> = {
    digits: t('data.digits'),
    'fashion-mnist': t('data.fashion'),
    folder: chosen === 'folder' && !nowhere ? t('data.chosenFolder', { name }) : t('data.folder'),
    file: chosen === 'file' ? t('data.chosenFile', { name }) : t('data.file'),
  };
  const choices = (['digits', 'fashion-mnist', 'folder', 'file'] as const).map((value) => ({
    value,
    label: labels[value],
  }));
  return (
    <Section title={t('data.title')}>
      <Row label={t('data.source')} htmlFor="data-source">
        <Select id="data-source" label={t('data.source')} value={chosen} choices={choices} onChange={choose} />
        {ref.source === 'embedded' ? null : (
          <Button size="small" onClick={() => choose(chosen)}>
            {t('data.change')}
          </Button>
        )}
      </Row>
      {nowhere ? (
        <p className={panel.note}>{t('data.noFolder')}</p>
      ) : (
        <>
          <DataState />
          <DataOptions />
        </>
      )}
    </Section>
  );
}

function DataState() {
  const { t } = useTranslation('compile');
  const { training } = useApp();
  const engineText = useEngineText();
  const data = useData((state) => state);
  if (data.state === 'ready') return <DatasetFacts dataset={data.dataset} />;
  if (data.state === 'failed') {
    return (
      <div className={panel.notice} data-tone="err" role="alert">
        <p>
          {t('data.failed')} {engineText(data.message)}
        </p>
        <Button size="small" onClick={() => void training.loadData()}>
          {t('data.retry')}
        </Button>
      </div>
    );
  }
  const counted = data.state === 'loading' && data.total > 0;
  return counted ? (
    <Importing done={data.done} total={data.total} />
  ) : (
    <div className={styles.skeleton} aria-hidden="true" />
  );
}

function Importing({ done, total }: { readonly done: number; readonly total: number }) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { training } = useApp();
  const text = t('data.loading', { done: formatFull(done, locale), total: formatFull(total, locale) });
  return (
    <div className={styles.importing}>
      <p className={panel.note}>{text}</p>
      <Button size="small" onClick={() => training.cancelLoading()}>
        {t('data.cancel')}
      </Button>
      <progress aria-label={t('data.progress')} value={done} max={total} />
    </div>
  );
}
