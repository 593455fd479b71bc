import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { partRuns } from '../../../src/core/surgery/parts.ts';
import { useAnalysis, useDocument, useRuns } from '../../app.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { compiledNetwork } from '../compiled.ts';
import { startParts } from '../start-weights.ts';
import panel from '../training.module.css';
import { useSettings } from './use-settings.ts';

/** How many layers start from the networks that they came with, and those whose weights there are gone. */
export function PartWeights() {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { startFrom = null } = useSettings();
  const { graph } = useDocument(({ document }) => document);
  const analysis = useAnalysis((state) => state.analysis);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const parts = useMemo(() => {
    const network = partRuns(graph).size > 0 ? compiledNetwork(graph, analysis) : null;
    return network && startParts({ startFrom }, { records, checkpoints }, network, { graph, analysis });
  }, [graph, analysis, records, checkpoints, startFrom]);
  if (!parts) return null;
  const { taken, missing } = parts;
  return (
    <>
      {taken.length > 0 ? (
        <p className={panel.note} role="status">
          {t('startFrom.parts', { count: taken.length, number: formatFull(taken.length, locale) })}
        </p>
      ) : null}
      {missing.length > 0 ? (
        <div className={panel.notice} role="alert">
          <TriangleAlert size={14} />
          <p>{t('startFrom.partsMissing', { count: missing.length, names: missing.slice(0, 4).join(', ') })}</p>
        </div>
      ) : null}
    </>
  );
}
