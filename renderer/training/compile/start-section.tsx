import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnalysis, useDocument, useRuns } from '../../app.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Select } from '../../ui/choice.tsx';
import { Row, Section } from '../../ui/layout.tsx';
import { compiledNetwork } from '../compiled.ts';
import { startWeights } from '../start-weights.ts';
import panel from '../training.module.css';
import { useRunName } from '../use-runs.ts';
import { useSetTraining, useSettings } from './use-settings.ts';

const drawn = 'drawn';
/** Names of layers that are told; more would fill the panel. */
const mostNames = 4;

/** Which weights training starts from: drawn anew, or those of a run as far as they still fit. */
export function StartSection() {
  const { t } = useTranslation('compile');
  const { startFrom = null } = useSettings();
  const setTraining = useSetTraining();
  const nameOf = useRunName();
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const trained = records.filter(({ id }) => checkpoints[id]?.best ?? checkpoints[id]?.last);
  if (trained.length === 0 && startFrom === null) return null;
  const choices = [
    { value: drawn, label: t('startFrom.drawn') },
    ...trained
      .toReversed()
      .map((record) => ({ value: record.id, label: t('startFrom.run', { name: nameOf(record) }) })),
  ];
  const value = startFrom?.runId ?? drawn;
  return (
    <Section title={t('startFrom.title')}>
      <Row label={t('startFrom.weights')} htmlFor="start-from">
        <Select
          id="start-from"
          label={t('startFrom.weights')}
          value={value}
          choices={choices}
          onChange={(runId) => setTraining(t('startFrom.title'), { startFrom: runId === drawn ? null : { runId } })}
        />
      </Row>
      {startFrom ? <Kept /> : null}
    </Section>
  );
}

/** How much of the network keeps its weights. */
function Kept() {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { graph, training } = useDocument(({ document }) => document);
  const analysis = useAnalysis((state) => state.analysis);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const network = useMemo(() => compiledNetwork(graph, analysis), [graph, analysis]);
  const carried = useMemo(
    () => network && startWeights(training, { records, checkpoints }, network, graph),
    [network, training, records, checkpoints, graph],
  );
  if (carried === 'missing') {
    return (
      <div className={panel.notice} role="alert">
        <TriangleAlert size={14} />
        <p>{t('startFrom.missing')}</p>
      </div>
    );
  }
  if (!carried) return null;
  const { kept, fresh } = carried;
  const all = kept.length + fresh.length;
  const names = fresh.slice(0, mostNames).join(', ') + (fresh.length > mostNames ? '…' : '');
  return (
    <p className={panel.note} role="status">
      {t('startFrom.kept', { kept: formatFull(kept.length, locale), all: formatFull(all, locale) })}{' '}
      {fresh.length > 0 ? t('startFrom.fresh', { names }) : ''}
    </p>
  );
}
