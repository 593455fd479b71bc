import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fingerprint, type RunRecord } from '../../src/core/document/runs.ts';
import { useAnalysis, useDocument, useRuns, useSession } from '../app.ts';
import { compiledNetwork } from './compiled.ts';

/** The run that the panels show: the selected one, else the newest. */
export function useShownRun(): RunRecord | null {
  return useRuns(({ records, selected }) => records.find(({ id }) => id === selected) ?? records.at(-1) ?? null);
}

/** "Run 3", or the name that the user gave. */
export function useRunName(): (run: RunRecord) => string {
  const { t } = useTranslation('train');
  return (run) => run.name ?? t('runs.run', { number: run.number });
}

/** Id of the run that is in progress, if any. */
export const useActiveRunId = (): string | null =>
  useSession(({ session }) =>
    session.state === 'preparing' ||
    session.state === 'running' ||
    session.state === 'paused' ||
    session.state === 'stopping'
      ? session.runId
      : null,
  );

/** True when the graph no longer compiles to the network that this run trained. */
export function useEditedSince(run: RunRecord | null): boolean {
  const graph = useDocument(({ document }) => document.graph);
  const analysis = useAnalysis((state) => state.analysis);
  return useMemo(() => {
    if (!run) return false;
    const network = compiledNetwork(graph, analysis);
    return network === null || fingerprint(network) !== run.fingerprint;
  }, [run, graph, analysis]);
}
