import { analyze } from '../../../src/core/analysis/analyze.ts';
import { weightOrigins } from '../../../src/core/surgery/origins.ts';
import { cameAlike, drawnAnew, partRuns } from '../../../src/core/surgery/parts.ts';
import type { AnalysisStore } from '../../store/analysis.ts';
import type { DocumentStore } from '../../store/document.ts';
import type { OriginsStore } from '../../store/origins.ts';
import type { RunsStore } from '../../store/runs.ts';
import { compiledNetwork } from '../compiled.ts';
import { baseWeights, startParts } from '../start-weights.ts';

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
  const newest = records.findLast(({ id, part }) => !part && (checkpoints[id]?.best ?? checkpoints[id]?.last));
  if (!newest && partRuns(graph).size === 0) {
    if (origins.getState().of.size > 0) origins.setState({ of: new Map() });
    return;
  }
  const network = compiledNetwork(graph, analyses.getState().analysis);
  // While an edit is under way the marks stay; of layers that are gone nobody sees them.
  if (!network) return;
  const known = { records, checkpoints };
  const analysis = analyze(graph);
  const carried = (settings: Pick<typeof training, 'startFrom'>) => {
    const found = baseWeights(settings, known, network, analysis);
    return found === 'missing' ? null : found;
  };
  const { startFrom = null } = training;
  const trained = newest ? carried({ startFrom: { runId: newest.id } }) : null;
  const isFrozen = (layer: string) => graph.nodes[network.nodeIds[layer] ?? '']?.frozen === true;
  const wasTrained = (layer: string): boolean => {
    const id = network.nodeIds[layer] ?? '';
    return trained?.kept.includes(layer) === true && cameAlike(graph.nodes[id], newest?.drawing?.graph.nodes[id]);
  };
  const { taken } = startParts({ startFrom }, known, network, { graph, analysis });
  const byLayer = weightOrigins({
    newest: trained,
    base: carried({ startFrom }),
    newestStartedThere: startFrom !== null && newest?.settings.startFrom?.runId === startFrom.runId,
    isFrozen,
    parts: taken.filter((layer) => isFrozen(layer) || !wasTrained(layer)),
    anew: drawnAnew(network, analysis),
  });
  origins.setState({ of: new Map([...byLayer].map(([layer, origin]) => [network.nodeIds[layer] ?? layer, origin])) });
}
