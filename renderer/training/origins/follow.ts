import { weightOrigins } from '../../../src/core/surgery/origins.ts';
import type { AnalysisStore } from '../../store/analysis.ts';
import type { DocumentStore } from '../../store/document.ts';
import type { OriginsStore } from '../../store/origins.ts';
import type { RunsStore } from '../../store/runs.ts';
import { compiledNetwork } from '../compiled.ts';
import { startWeights } from '../start-weights.ts';

interface Stores {
  readonly documents: DocumentStore;
  readonly analyses: AnalysisStore;
  readonly runs: RunsStore;
  readonly origins: OriginsStore;
}

/** Milliseconds of rest after an edit: the marks may come later than the shapes. */
const rest = 300;

/** Keeps the store of weight origins true to the network, its settings and the runs. */
export function followOrigins(stores: Stores): void {
  const { documents, runs } = stores;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => refresh(stores), rest);
  };
  documents.subscribe(({ document }, { document: before }) => {
    if (document.graph !== before.graph || document.training.startFrom !== before.training.startFrom) soon();
  });
  runs.subscribe((state, before) => {
    if (state.records.length !== before.records.length || state.checkpoints !== before.checkpoints) soon();
  });
  soon();
}

function refresh({ documents, analyses, runs, origins }: Stores): void {
  const { graph, training } = documents.getState().document;
  const { records, checkpoints } = runs.getState();
  const newest = records.findLast(({ id }) => checkpoints[id]?.best ?? checkpoints[id]?.last);
  if (!newest) {
    if (origins.getState().of.size > 0) origins.setState({ of: new Map() });
    return;
  }
  const network = compiledNetwork(graph, analyses.getState().analysis);
  // While an edit is under way the marks stay; of layers that are gone nobody sees them.
  if (!network) return;
  const known = { records, checkpoints };
  const carried = (settings: Pick<typeof training, 'startFrom'>) => {
    const found = startWeights(settings, known, network, graph);
    return found === 'missing' ? null : found;
  };
  const { startFrom = null } = training;
  const byLayer = weightOrigins({
    newest: carried({ startFrom: { runId: newest.id } }),
    base: carried({ startFrom }),
    newestStartedThere: startFrom !== null && newest.settings.startFrom?.runId === startFrom.runId,
    isFrozen: (layer) => graph.nodes[network.nodeIds[layer] ?? '']?.frozen === true,
  });
  origins.setState({ of: new Map([...byLayer].map(([layer, origin]) => [network.nodeIds[layer] ?? layer, origin])) });
}
