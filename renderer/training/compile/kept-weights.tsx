import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnalysis, useDocument, useRuns } from '../../app.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Switch } from '../../ui/choice.tsx';
import { Row } from '../../ui/layout.tsx';
import { compiledNetwork } from '../compiled.ts';
import { startWeights } from '../start-weights.ts';
import panel from '../training.module.css';
import { useSetTraining } from './use-settings.ts';

/** Names of layers that are told; more would fill the panel. */
const mostNames = 4;

const few = (names: readonly string[]): string =>
  names.slice(0, mostNames).join(', ') + (names.length > mostNames ? '…' : '');

interface KeptWeightsProps {
  readonly from: { readonly runId: string; readonly grow?: boolean };
}

/** How much of the network keeps its weights, and whether what was widened or inserted goes on computing what it did. */
export function KeptWeights({ from }: KeptWeightsProps) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const setTraining = useSetTraining();
  const grow = from.grow ?? false;
  const carried = useCarried(from.runId, grow);
  const grown = useCarried(from.runId, true);
  if (carried === 'missing' || grown === 'missing') {
    return (
      <div className={panel.notice} role="alert">
        <TriangleAlert size={14} />
        <p>{t('startFrom.missing')}</p>
      </div>
    );
  }
  if (!carried || !grown) return null;
  const { kept, widened, inserted, fresh } = carried;
  const all = kept.length + widened.length + inserted.length + fresh.length;
  return (
    <>
      {grow || grown.widened.length + grown.inserted.length > 0 ? (
        <>
          <Row label={t('startFrom.grow')} htmlFor="grow">
            <Switch
              id="grow"
              label={t('startFrom.grow')}
              checked={grow}
              onChange={(on) =>
                setTraining(t('startFrom.grow'), { startFrom: { runId: from.runId, ...(on ? { grow: true } : {}) } })
              }
            />
          </Row>
          <p className={panel.note}>{t('startFrom.growHint')}</p>
        </>
      ) : null}
      <p className={panel.note} role="status">
        {[
          t('startFrom.kept', { kept: formatFull(kept.length, locale), all: formatFull(all, locale) }),
          widened.length > 0 && t('startFrom.widened', { names: few(widened) }),
          inserted.length > 0 && t('startFrom.inserted', { names: few(inserted) }),
          fresh.length > 0 && t('startFrom.fresh', { names: few(fresh) }),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
    </>
  );
}

function useCarried(runId: string, grow: boolean) {
  const { graph } = useDocument(({ document }) => document);
  const analysis = useAnalysis((state) => state.analysis);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const network = useMemo(() => compiledNetwork(graph, analysis), [graph, analysis]);
  return useMemo(
    () => network && startWeights({ startFrom: { runId, grow } }, { records, checkpoints }, network, graph),
    [network, runId, grow, records, checkpoints, graph],
  );
}
