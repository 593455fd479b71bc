import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { analyze } from '../../src/core/analysis/analyze.ts';
import type { Block } from '../../src/core/document/block.ts';
import { applyCommands } from '../../src/core/document/commands.ts';
import { insertBlock } from '../../src/core/document/insert-block.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { networkBlock } from '../../src/core/surgery/network-block.ts';
import { cuts, suggestedCut } from '../../src/core/surgery/transfer.ts';
import { useApp, useDocument } from '../app.ts';
import { tellImported } from '../shell/projects/tell-imported.ts';
import { useBases } from '../training/transfer/use-transfer.ts';
import { useRunName } from '../training/use-runs.ts';
import { addBlock, feederOf } from './insert-actions.ts';

/** How the file is named among the choices; runs go by their ids. */
export const fromFile = 'file';
/** Behind this layer nothing is cut. */
export const wholeNetwork = '';

/** What the dialog asks, what follows from the answers, and what puts the network in. */
export function useInsertNetwork() {
  const app = useApp();
  const document = useDocument((state) => state.document);
  const file = useStore(app.dialogs, (state) => state.networkFile);
  const runs = useBases();
  const nameOf = useRunName();
  const [chosen, setSource] = useState<string | null>(null);
  const [wantedCut, setCut] = useState<string | null>(null);
  const run = runs.find(({ id }) => id === chosen) ?? runs[0];
  const useFile = file !== null && (chosen === null || chosen === fromFile);
  const source = useMemo(() => {
    if (useFile) return file.source;
    return run?.drawing ? { name: nameOf(run), drawing: run.drawing, runId: run.id } : null;
  }, [useFile, file, run, nameOf]);

  const drawn = useMemo(() => {
    if (!source) return null;
    const { graph } = source.drawing;
    const analysis = analyze(graph);
    return { graph, analysis, able: cuts(graph, analysis), suggested: suggestedCut(graph, analysis) };
  }, [source]);
  const known = wantedCut !== null && (wantedCut === wholeNetwork || drawn?.able.includes(wantedCut) === true);
  const cut = known ? wantedCut : (drawn?.suggested ?? wholeNetwork);
  const block = useMemo(() => source && networkBlock(source, cut === wholeNetwork ? null : cut), [source, cut]);
  const feeder = block ? feederOf(app, block) : null;
  const fits = useMemo(
    () => block !== null && feeder !== null && fitsAfter(document, block, feeder),
    [document, block, feeder],
  );

  return {
    runs,
    file,
    value: useFile ? fromFile : (run?.id ?? null),
    setSource,
    source,
    drawn,
    cut,
    setCut,
    block,
    feeder: feeder === null ? null : (document.graph.nodes[feeder]?.name ?? null),
    fits,
    nameOf,
    apply: (): void => {
      if (!block) return;
      if (useFile && file.trained) {
        const { record, snapshot } = file.trained;
        const history = [...snapshot.history];
        app.runs.addPart({ ...record, number: app.runs.nextNumber() }, { ...snapshot, history });
      }
      addBlock(app, block, fits ? feeder : null);
      if (useFile && file.opened.report) void tellImported(file.opened, file.file, app);
    },
  };
}

/** Whether the block can follow a layer without an error in any of its own. */
function fitsAfter(document: StrideDocument, block: Block, after: string): boolean {
  const { commands, ids } = insertBlock(document, block, { at: { x: 0, y: 0 }, after });
  const own = new Set(ids);
  const { problems } = analyze(applyCommands(document, commands).graph);
  return !problems.some(({ severity, nodeId }) => severity === 'error' && nodeId !== undefined && own.has(nodeId));
}
