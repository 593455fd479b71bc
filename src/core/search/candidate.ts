import { analyze } from '../analysis/analyze.ts';
import type { Analysis } from '../analysis/types.ts';
import { noAugmentation } from '../augment/schema.ts';
import { compileNetwork } from '../compile/compile.ts';
import type { CompiledNetwork } from '../compile/topology.ts';
import { checkTraining, type TrainingData } from '../compile/training.ts';
import { applyCommands, type Command } from '../document/commands.ts';
import { repeatFragment } from '../document/repeat.ts';
import { optimizers, type StrideDocument, type TrainingSettings } from '../document/schema.ts';
import type { Problem } from '../problems/problem.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Draw, Drawn } from './draw.ts';
import type { Dimension, SearchableSetting, SearchSettings } from './schema.ts';

/** A network with settings that a draw makes of the document. */
export interface Candidate {
  readonly document: StrideDocument;
  readonly analysis: Analysis;
  readonly network: CompiledNetwork;
}

/** Why a draw is not trained. */
export type Rejection =
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** There is nothing to train. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'macs' | 'parameters'; readonly value: number; readonly limit: number };

/** The document with everything that was drawn put in. Layers that are no longer there are left out. */
export function documentWith(document: StrideDocument, dimensions: readonly Dimension[], draw: Draw): StrideDocument {
  // Copies last: they are of layers that have their values.
  const order = [...dimensions].sort((a, b) => Number(a.target.kind === 'copies') - Number(b.target.kind === 'copies'));
  return order.reduce((current, { id, target }) => {
    const value = draw[id];
    return value === undefined ? current : applyCommands(current, commandsOf(current, target, value));
  }, document);
}

function commandsOf(document: StrideDocument, target: Dimension['target'], value: Drawn): readonly Command[] {
  switch (target.kind) {
    case 'setting': {
      const settings = settingOf(target.setting, value, document.training);
      return settings ? [{ type: 'setTraining', settings }] : [];
    }
    case 'field':
      return target.nodes.flatMap((node): readonly Command[] => {
        const found = document.graph.nodes[node];
        if (!found) return [];
        const before = found.params[target.field];
        // Height and width are varied together.
        const params = { [target.field]: Array.isArray(before) ? before.map(() => value) : value };
        return [{ type: 'setParams', node, params }];
      });
    case 'copies':
      return typeof value === 'number' ? (repeatFragment(document, target.nodes, value)?.commands ?? []) : [];
  }
}

function settingOf(
  setting: SearchableSetting,
  value: Drawn,
  training: TrainingSettings,
): Partial<TrainingSettings> | null {
  if (setting === 'augmentation') return { augmentation: value === true ? training.augmentation : noAugmentation };
  if (setting === 'optimizer') {
    const optimizer = optimizers.find((name) => name === value);
    return optimizer ? { optimizer } : null;
  }
  return typeof value === 'number' ? { [setting]: value } : null;
}

/** The candidate that a draw makes, or why it cannot be trained or costs too much: known before anything is. */
export function candidateOf(
  document: StrideDocument,
  search: Pick<SearchSettings, 'dimensions' | 'macs' | 'parameters'>,
  draw: Draw,
  data: TrainingData | null,
): Result<Candidate, Rejection> {
  const drawn = documentWith(document, search.dimensions, draw);
  const analysis = analyze(drawn.graph);
  const compiled = compileNetwork(drawn.graph, 'model', analysis);
  const problems = compiled.ok ? checkTraining(drawn, analysis, data) : compiled.error;
  const problem = problems.find(({ severity }) => severity === 'error');
  if (problem) return fail({ kind: 'problem', problem });
  if (!compiled.ok) return fail({ kind: 'empty' });
  for (const kind of ['macs', 'parameters'] as const) {
    const [value, limit] = [analysis.totals[kind], search[kind]];
    if (limit !== null && value > limit) return fail({ kind, value, limit });
  }
  return ok({ document: drawn, analysis, network: compiled.value });
}

/** Whether the document has what a dimension varies. */
export const isPresent = ({ graph }: StrideDocument, { target }: Dimension): boolean =>
  target.kind === 'setting' || target.nodes.some((node) => Object.hasOwn(graph.nodes, node));
