import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { Shape } from '../../../math/shape.ts';
import type { Problem } from '../../../problems/problem.ts';
import { ok, type Result } from '../../../result.ts';
import { isRefusal } from '../../lowering/layer.ts';
import { lowered } from '../../lowering/network.ts';
import type { NamedTensor } from '../../tensors.ts';
import { call } from '../python.ts';
import { ModuleBuilder } from './builder.ts';
import { emitters } from './layers/table.ts';
import { branchAfterBranch, variablesOf } from './order.ts';
import type { Source } from './placement.ts';
import { first, inOrder, last, type Value } from './value.ts';

export interface TorchModule {
  /** `model.py` */
  readonly code: string;
  /** The entries of the module's `state_dict`, in order. */
  readonly state: ReadonlyMap<string, Source>;
  /** What the module does otherwise in training than Stride: sentences. */
  readonly notes: readonly string[];
}

/**
 * The network as an `nn.Module`: layers are attributes named as the nodes, `forward` has a line for each. Images and volumes
 * go in and come out with their channels first, series with theirs last.
 *
 * Errors: `export.torch.layer`, `export.torch.option`, `export.torch.shared`, one for each layer that cannot be said.
 */
export function torchModule(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  title: string,
): Result<TorchModule, readonly Problem[]> {
  const { config } = network.topology;
  const [inputs, outputs] = [network.inputs, network.outputs].map((ends) => ends.map(({ name }) => name));
  const layers = branchAfterBranch(config.layers, inputs ?? [], outputs ?? []);
  const variables = variablesOf(layers, inputs ?? [], outputs ?? []);
  const nameOf = (name: string): string => variables.get(name) ?? 'x';
  const ordered = { ...network, topology: { ...network.topology, config: { ...config, layers } } };
  const starts = new Map(network.inputs.map(({ name, shape }) => [name, asTaken(nameOf(name), shape)]));
  const frozen = new Set(layers.flatMap((layer) => (layer.config.trainable === false ? [layer.name] : [])));
  const code = new ModuleBuilder();
  const computed = lowered(ordered, weights, starts, (className, layer, name) => {
    const emit = Object.hasOwn(emitters, className) ? emitters[className] : undefined;
    if (!emit) return { code: 'export.torch.layer', values: { layer: className } };
    code.layer = name;
    code.target = nameOf(name);
    notePenalties(code, layer.config);
    const value = emit(code, layer);
    return isRefusal(value) ? value : code.set(value);
  });
  if (!computed.ok) return computed;
  const ends = network.outputs.map(({ name }) => {
    const value = computed.value.get(name);
    if (!value) throw new Error(`${name} is put out and was not computed`);
    return (value.dims.length > 3 ? first(value) : last(value)).text;
  });
  code.freeze(frozen);
  const takes = network.inputs.map(({ name, shape }) => `        # ${nameOf(name)}: ${taken(shape)}\n`);
  const forward = [
    `    def forward(${['self', ...network.inputs.map(({ name }) => nameOf(name))].join(', ')}):\n`,
    ...takes,
    ...code.lines.map((line) => `        ${line}\n`),
    `        ${ends.length === 1 ? `return ${ends[0]}` : call('return ', ends, '', 8)}\n`,
  ].join('');
  return ok({ code: fileOf(code, forward, title), state: code.state, notes: [...code.notes] });
}

const asTaken = (text: string, shape: Shape): Value => ({
  text,
  dims: [1, ...shape],
  layout: shape.length > 2 ? 'first' : 'last',
});

/** Axes of an input in the order in which it is taken: `(batch, 3, 224, 224)`. */
export const taken = (shape: Shape): string => {
  const [, ...sizes] = inOrder({ layout: shape.length > 2 ? 'first' : 'last' }, [1, ...shape]);
  return `(${['batch', ...sizes].join(', ')})`;
};

/** What acts on the loss or on the weights after a step is no part of a module. */
function notePenalties(code: ModuleBuilder, config: Readonly<Record<string, unknown>>): void {
  const told = Object.keys(config).filter((key) => /_(regularizer|constraint)$/.test(key) && config[key]);
  if (told.length > 0) code.notes.add(`\`${code.layer}\`: ${told.join(', ')} left out, which belongs to training.`);
}

function fileOf(code: ModuleBuilder, forward: string, title: string): string {
  const init = code.made.map((line) => `        ${line}\n`).join('');
  const body = [
    ...code.helpers,
    `class Network(nn.Module):\n    def __init__(self):\n        super().__init__()\n${init}\n${forward}${keepNorms(code)}`,
    'if __name__ == "__main__":\n    print(Network())\n',
  ].join('\n\n');
  return [
    `"""${title.replaceAll('"', "'").replaceAll('\\', '/')}: the network, as it was drawn in Stride."""\n`,
    '\n',
    /\btorch\./.test(body) ? 'import torch\n' : '',
    /\bF\./.test(body) ? 'import torch.nn.functional as F\n' : '',
    'from torch import nn\n',
    '\n\n',
    body,
  ].join('');
}

/** Frozen normalisations run as they predict, in training too: Keras's `trainable = False`. */
function keepNorms({ frozenNorms }: ModuleBuilder): string {
  if (frozenNorms.size === 0) return '';
  return `
    def train(self, mode=True):
        super().train(mode)
${[...frozenNorms].map((module) => `        ${module}.eval()\n`).join('')}        return self
`;
}
