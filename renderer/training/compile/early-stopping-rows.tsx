import { useTranslation } from 'react-i18next';
import { Switch } from '../../ui/choice.tsx';
import { NumberField } from '../../ui/fields.tsx';
import { Row } from '../../ui/layout.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

const start = { patience: 5, minChange: 0, keepBest: true };

/** Whether a run ends before its last epoch, and with which weights. */
export function EarlyStoppingRows() {
  const { t } = useTranslation('compile');
  const { earlyStopping: chosen } = useSettings();
  const setTraining = useSetTraining();
  return (
    <>
      <Row label={t('care.early')} htmlFor="early-stopping">
        <Switch
          id="early-stopping"
          label={t('care.early')}
          checked={chosen !== null}
          onChange={(on) => setTraining(t('care.early'), { earlyStopping: on ? start : null })}
        />
      </Row>
      {chosen ? (
        <>
          <Row label={t('schedule.patience')} htmlFor="early-patience">
            <NumberField
              id="early-patience"
              label={t('care.earlyPatience')}
              value={chosen.patience}
              integer
              unit={t('schedule.epochs')}
              min={1}
              max={100_000}
              onChange={(patience) => setTraining(t('care.earlyPatience'), { earlyStopping: { ...chosen, patience } })}
            />
          </Row>
          <Row label={t('schedule.minChange')} htmlFor="early-change">
            <NumberField
              id="early-change"
              label={t('care.earlyChange')}
              value={chosen.minChange}
              min={0}
              max={1e6}
              onChange={(minChange) => setTraining(t('care.earlyChange'), { earlyStopping: { ...chosen, minChange } })}
            />
          </Row>
          <Row label={t('care.keepBest')} htmlFor="keep-best">
            <Switch
              id="keep-best"
              label={t('care.keepBest')}
              checked={chosen.keepBest}
              onChange={(keepBest) => setTraining(t('care.keepBest'), { earlyStopping: { ...chosen, keepBest } })}
            />
          </Row>
        </>
      ) : null}
    </>
  );
}
