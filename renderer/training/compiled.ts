import type { Analysis } from '../../src/core/analysis/types.ts';
import { compileNetwork } from '../../src/core/compile/compile.ts';
import type { CompiledNetwork } from '../../src/core/compile/topology.ts';
import { checkTraining } from '../../src/core/compile/training.ts';
import type { Graph, StrideDocument } from '../../src/core/document/schema.ts';
import type { Shape } from '../../src/core/math/shape.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { trainingDataOf } from '../../src/engine/data/training-data.ts';

/** Every model is called so: renaming the document is no edit of the network. */
const modelName = 'model';

/** The graph as Keras writes it; `null` while it has errors. */
export function compiledNetwork(graph: Graph, analysis: Analysis): CompiledNetwork | null {
  const compiled = compileNetwork(graph, modelName, analysis);
  return compiled.ok ? compiled.value : null;
}

/** All that must be changed before this document can be trained on these images, the network's own errors first. */
export function trainingProblems(
  document: StrideDocument,
  analysis: Analysis,
  dataset: Dataset | null,
): readonly Problem[] {
  const compiled = compileNetwork(document.graph, modelName, analysis);
  return !compiled.ok ? compiled.error : checkTraining(document, analysis, dataset && trainingDataOf(dataset));
}

const onlyShape = (analysis: Analysis, ids: readonly string[]): Shape | null => {
  const [id, ...others] = ids;
  return id === undefined || others.length > 0 ? null : (analysis.node(id)?.output?.shape ?? null);
};

/** Shape of the only input, without the batch; `null` where there are none or several, or it is unknown. */
export const inputShapeOf = (analysis: Analysis): Shape | null => onlyShape(analysis, analysis.inputIds);

export const outputShapeOf = (analysis: Analysis): Shape | null => onlyShape(analysis, analysis.outputIds);
