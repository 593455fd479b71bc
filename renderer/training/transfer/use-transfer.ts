import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { analyze } from '../../../src/core/analysis/analyze.ts';
import { applyCommands } from '../../../src/core/document/commands.ts';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { networkCommands } from '../../../src/core/runs/take-network.ts';
import {
  cuts,
  suggestedCut,
  type TransferHead,
  type TransferWay,
  transferCommands,
} from '../../../src/core/surgery/transfer.ts';
import { useApp, useData, useDocument, useRuns } from '../../app.ts';
import { fitNetwork } from '../../canvas/view-actions.ts';
import { useRunName } from '../use-runs.ts';

/** Runs whose weights are there and whose drawing is known, newest first. */
export function useBases(): readonly RunRecord[] {
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  return useMemo(
    () => records.filter(({ id, drawing }) => drawing && (checkpoints[id]?.best ?? checkpoints[id]?.last)).toReversed(),
    [records, checkpoints],
  );
}

/** What the dialog asks, what follows from the answers, and what makes it so. */
export function useTransfer(bases: readonly RunRecord[]) {
  const { t } = useTranslation('control');
  const app = useApp();
  const document = useDocument((state) => state.document);
  const classesOfData = useData((data) => (data.state === 'ready' ? data.dataset.classes.length : 0));
  const nameOf = useRunName();
  const [chosen, setBase] = useState<string | null>(null);
  const [wantedCut, setCut] = useState<string | null>(null);
  const [head, setHead] = useState<TransferHead>('pooled');
  const [way, setWay] = useState<TransferWay>('features');
  const [typed, setClasses] = useState<number | null>(null);
  const base = bases.find(({ id }) => id === chosen) ?? bases[0] ?? null;
  const classes = typed ?? (classesOfData > 1 ? classesOfData : 2);

  const drawn = useMemo(() => {
    if (!base?.drawing) return null;
    const commands = networkCommands(document, base.drawing);
    const before = applyCommands(document, commands);
    const analysis = analyze(before.graph);
    return { commands, before, analysis, able: cuts(before.graph, analysis) };
  }, [base, document]);
  const cut = useMemo(() => {
    if (!drawn) return null;
    return wantedCut !== null && drawn.able.includes(wantedCut)
      ? wantedCut
      : suggestedCut(drawn.before.graph, drawn.analysis);
  }, [drawn, wantedCut]);
  const made = useMemo(() => {
    if (!drawn || !base || cut === null) return null;
    const plan = { runId: base.id, cut, head, classes, way };
    const commands = [...drawn.commands, ...transferCommands(drawn.before, drawn.analysis, plan)];
    const { graph } = applyCommands(document, commands);
    return { commands, graph, analysis: analyze(graph) };
  }, [drawn, base, cut, head, classes, way, document]);

  return {
    base,
    setBase,
    cut,
    setCut,
    head,
    setHead,
    way,
    setWay,
    classes,
    setClasses,
    classesOfData,
    drawn,
    made,
    apply: (): void => {
      if (!made || !base) return;
      app.documents.dispatch(t('transfer.done', { name: nameOf(base) }), ...made.commands);
      app.ui.setState({ selection: new Set(), selectedEdges: new Set(), step: 'compile' });
      fitNetwork(app);
    },
  };
}
