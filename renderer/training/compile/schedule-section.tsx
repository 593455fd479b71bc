import { useTranslation } from 'react-i18next';
import type { Schedule, ScheduleKind } from '../../../src/core/document/training-options.ts';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { stepsOf } from '../../../src/engine/train/epoch-steps.ts';
import { Select } from '../../ui/choice.tsx';
import { NumberField } from '../../ui/fields.tsx';
import { Row, Section } from '../../ui/layout.tsx';
import panel from '../training.module.css';
import { ScheduleChart } from './schedule-chart.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

/** Where each schedule starts when it is chosen: Keras's own numbers for the plateau. */
const starts: { readonly [K in ScheduleKind]: Extract<Schedule, { kind: K }> } = {
  constant: { kind: 'constant' },
  step: { kind: 'step', everyEpochs: 5, factor: 0.5 },
  exponential: { kind: 'exponential', factor: 0.9 },
  cosine: { kind: 'cosine', finalShare: 0 },
  plateau: { kind: 'plateau', patience: 10, factor: 0.1, minChange: 1e-4, minRate: 0 },
};

const kinds = ['constant', 'step', 'exponential', 'cosine', 'plateau'] as const satisfies readonly ScheduleKind[];

type FieldKey = 'everyEpochs' | 'factor' | 'finalShare' | 'patience' | 'minChange' | 'minRate';

const limits: { readonly [K in FieldKey]: { readonly integer?: true; readonly min: number; readonly max: number } } = {
  everyEpochs: { integer: true, min: 1, max: 100_000 },
  factor: { min: 1e-6, max: 0.999_999 },
  finalShare: { min: 0, max: 1 },
  patience: { integer: true, min: 1, max: 100_000 },
  minChange: { min: 0, max: 1e6 },
  minRate: { min: 0, max: 100 },
};

const isField = (key: string): key is FieldKey => key in limits;

/** How the rate changes over the run, drawn as it will be. */
export function ScheduleSection({ dataset }: { readonly dataset: Dataset | null }) {
  const { t } = useTranslation('compile');
  const settings = useSettings();
  const setTraining = useSetTraining();
  const { schedule, warmupSteps } = settings;
  return (
    <Section title={t('schedule.title')}>
      <Row label={t('schedule.kind')} htmlFor="schedule">
        <Select
          id="schedule"
          label={t('schedule.kind')}
          value={schedule.kind}
          choices={kinds.map((kind) => ({ value: kind, label: t(`schedule.${kind}`) }))}
          onChange={(kind) => setTraining(t('schedule.title'), { schedule: starts[kind] })}
        />
      </Row>
      <ScheduleFields schedule={schedule} />
      <Row label={t('schedule.warmup')} htmlFor="warmup-steps">
        <NumberField
          id="warmup-steps"
          label={t('schedule.warmup')}
          value={warmupSteps}
          integer
          min={0}
          max={10_000_000}
          unit={t('schedule.steps')}
          onChange={(value) => setTraining(t('schedule.warmup'), { warmupSteps: value })}
        />
      </Row>
      {dataset ? <ScheduleChart settings={settings} stepsPerEpoch={stepsOf(dataset, settings).stepsPerEpoch} /> : null}
      {schedule.kind === 'plateau' ? <p className={panel.note}>{t('schedule.plateauHint')}</p> : null}
    </Section>
  );
}

function ScheduleFields({ schedule }: { readonly schedule: Schedule }) {
  const { t } = useTranslation('compile');
  const setTraining = useSetTraining();
  return Object.entries(schedule).map(([key, value]) => {
    if (!isField(key) || typeof value !== 'number') return null;
    const label = t(`schedule.${key}`);
    return (
      <Row key={key} label={label} htmlFor={`schedule-${key}`}>
        <NumberField
          id={`schedule-${key}`}
          label={label}
          value={value}
          {...limits[key]}
          unit={limits[key].integer ? t('schedule.epochs') : undefined}
          onChange={(next) => setTraining(label, { schedule: { ...schedule, [key]: next } })}
        />
      </Row>
    );
  });
}
