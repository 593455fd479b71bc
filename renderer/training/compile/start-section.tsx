import { Sprout } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { partRuns } from '../../../src/core/surgery/parts.ts';
import { useApp, useDocument, useRuns } from '../../app.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { Row, Section } from '../../ui/layout.tsx';
import { useRunName } from '../use-runs.ts';
import { KeptWeights } from './kept-weights.tsx';
import { PartWeights } from './part-weights.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

const drawn = 'drawn';

/** Which weights training starts from: drawn anew, or those of a run as far as they still fit. */
export function StartSection() {
  const { t } = useTranslation(['compile', 'keys']);
  const { dialogs } = useApp();
  const { startFrom = null } = useSettings();
  const setTraining = useSetTraining();
  const nameOf = useRunName();
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const hasParts = useDocument(({ document }) => partRuns(document.graph).size > 0);
  const trained = records.filter(({ id, part }) => !part && (checkpoints[id]?.best ?? checkpoints[id]?.last));
  if (trained.length === 0 && startFrom === null && !hasParts) return null;
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
      {startFrom ? <KeptWeights from={startFrom} /> : null}
      <PartWeights />
      <Button size="small" icon={<Sprout size={13} />} onClick={() => dialogs.setState({ open: 'transfer' })}>
        {t('keys:actions.transfer')}
      </Button>
    </Section>
  );
}
