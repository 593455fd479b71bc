import { ArrowRight, FileDown, RotateCw } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureShape, type SplitName } from '../../src/engine/data/dataset.ts';
import { evaluationCsv } from '../../src/engine/inspect/evaluation-csv.ts';
import { useApp, useRuns, useSession } from '../app.ts';
import { formatDecimals, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { saveFile } from '../runs/save-file.ts';
import type { EvaluationState } from '../store/session.ts';
import { availableCheckpoints, resolveCheckpoint } from '../training/checkpoints.ts';
import { backendName } from '../training/describe.ts';
import { RunsList } from '../training/train-left.tsx';
import training from '../training/training.module.css';
import { useCheckpointLabel } from '../training/use-checkpoint-label.ts';
import { useRunName } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { Select, TabPanel, Tabs } from '../ui/choice.tsx';
import { Row, Section } from '../ui/layout.tsx';
import { confusedPairs, sameCell } from './confusion.ts';
import styles from './evaluate-left.module.css';

type Tab = 'evaluate' | 'runs';

/** Left in Evaluate and Predict: which weights, which images, and what is confused most. */
export function EvaluateLeft() {
  const { t } = useTranslation('evaluate');
  const [tab, setTab] = useState<Tab>('evaluate');
  const tabs = (['evaluate', 'runs'] as const).map((value) => ({ value, label: t(`tabs.${value}`) }));
  return (
    <Tabs label={t('tabs.label')} value={tab} tabs={tabs} onChange={setTab} className={styles.panel ?? ''}>
      <TabPanel value="evaluate" className={styles.tab}>
        <CheckpointChoice />
        <DataChoice />
        <MostConfused />
      </TabPanel>
      <TabPanel value="runs" className={styles.tab}>
        <RunsList />
      </TabPanel>
    </Tabs>
  );
}

function CheckpointChoice() {
  const { t } = useTranslation('evaluate');
  const { training: controller } = useApp();
  const labelOf = useCheckpointLabel();
  const chosen = useSession((state) => state.checkpoint);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const available = useMemo(() => availableCheckpoints({ records, checkpoints }), [records, checkpoints]);
  const current = resolveCheckpoint(chosen, { records, checkpoints });
  if (!current) {
    return (
      <Section title={t('checkpoint.title')}>
        <p className={training.note}>{t('checkpoint.none')}</p>
      </Section>
    );
  }
  const choose = (value: string) => {
    const found = available.find(({ runId, which }) => `${which} ${runId}` === value);
    if (found) controller.setCheckpoint({ runId: found.runId, which: found.which });
  };
  return (
    <Section title={t('checkpoint.title')}>
      <RadioGroup.Root
        aria-label={t('checkpoint.title')}
        value={`${current.which} ${current.runId}`}
        onValueChange={choose}
      >
        {available.slice(0, 6).map((checkpoint) => {
          const { runId, which } = checkpoint;
          const label = labelOf(checkpoint);
          return (
            <RadioGroup.Item
              key={`${which} ${runId}`}
              value={`${which} ${runId}`}
              className={styles.checkpoint}
              aria-label={label}
            >
              {label}
            </RadioGroup.Item>
          );
        })}
      </RadioGroup.Root>
    </Section>
  );
}

const splits: readonly SplitName[] = ['test', 'validation', 'train'];

function DataChoice() {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { session, training: controller } = useApp();
  const split = useSession((state) => state.split);
  const evaluation = useSession((state) => state.evaluation);
  const counts = evaluation.state === 'done' ? evaluation.dataset.splits : null;
  const choose = (value: SplitName) => {
    session.setState({ split: value });
    void controller.evaluate();
  };
  const measured = evaluation.state === 'done' ? evaluation.evaluation : null;
  const ofPictures = evaluation.state === 'done' && pictureShape(evaluation.dataset.sampleShape) !== null;
  return (
    <Section title={t('data.title')}>
      <Row label={t('data.split')} htmlFor="split">
        <Select
          id="split"
          label={t('data.split')}
          value={split}
          onChange={choose}
          choices={splits.map((value) => ({
            value,
            label: t(`data.${value}`),
            disabled: counts?.[value].count === 0,
          }))}
        />
      </Row>
      <Row label={t('data.samples')}>
        <output className={training.note}>{counts ? formatFull(counts[split].count, locale) : '—'}</output>
      </Row>
      <Button
        look="primary"
        size="large"
        className={styles.again}
        icon={<RotateCw size={13} />}
        disabled={evaluation.state === 'running'}
        onClick={() => void controller.evaluate()}
      >
        {t(evaluation.state === 'running' ? 'running' : evaluation.state === 'done' ? 'again' : 'run')}
      </Button>
      <p className={styles.measured} role="status">
        {measured
          ? t('measured', {
              seconds: formatDecimals(measured.seconds, 2, locale),
              rate: formatFull(measured.count / measured.seconds, locale),
              unit: t(ofPictures ? 'imagesPerSecond' : 'samplesPerSecond'),
              device: backendName(measured.device.backend),
            })
          : t('notYet')}
      </p>
      {evaluation.state === 'done' ? <SaveCsv {...evaluation} /> : null}
    </Section>
  );
}

/** Every figure of the evaluation, for a spreadsheet. */
function SaveCsv({ evaluation, dataset, checkpoint }: Extract<EvaluationState, { state: 'done' }>) {
  const { t } = useTranslation('evaluate');
  const app = useApp();
  const nameOf = useRunName();
  const run = useRuns(({ records }) => records.find(({ id }) => id === checkpoint.runId));
  const save = () =>
    saveFile(app, {
      title: t('csvTitle'),
      name: t('csvName', { name: run ? nameOf(run) : dataset.title }),
      extension: 'csv',
      formatName: 'CSV',
      bytes: new TextEncoder().encode(evaluationCsv(evaluation, dataset.classes)),
    });
  return (
    <Button size="small" className={styles.again} icon={<FileDown size={12} />} onClick={() => void save()}>
      {t('saveCsv')}
    </Button>
  );
}

const mostPairs = 8;

function MostConfused() {
  const { t } = useTranslation('evaluate');
  const { session } = useApp();
  const evaluation = useSession((state) => state.evaluation);
  const cell = useSession((state) => state.cell);
  const done = evaluation.state === 'done' ? evaluation : null;
  const confusion = done?.evaluation.task === 'oneLabel' ? done.evaluation.confusion : null;
  const pairs = useMemo(() => (confusion ? confusedPairs(confusion).slice(0, mostPairs) : []), [confusion]);
  if (!done || !confusion) return null;
  const { classes } = done.dataset;
  const most = pairs[0]?.count ?? 1;
  return (
    <Section title={t('confused')}>
      {pairs.length === 0 ? <p className={training.note}>{t('confusedNone')}</p> : null}
      {pairs.map(({ label, predicted, count }) => {
        const pressed = sameCell({ label, predicted }, cell);
        return (
          <button
            key={`${label} ${predicted}`}
            type="button"
            className={styles.pair}
            aria-pressed={pressed}
            aria-label={t('confusedPair', {
              label: classes[label] ?? '',
              predicted: classes[predicted] ?? '',
              count,
            })}
            onClick={() => session.setState({ cell: pressed ? null : { label, predicted } })}
          >
            <b>{classes[label]}</b>
            <ArrowRight size={11} />
            <b>{classes[predicted]}</b>
            <i>
              <span style={{ width: `${(count / most) * 100}%` }} />
            </i>
            {count}
          </button>
        );
      })}
    </Section>
  );
}
